"""Files that customers sent: what one is called where it is saved, and how its bytes are divided.

Neither its name nor its media type is believed: both are whatever its sender's program said. A name never leaves; of
its ending a closed list stays, none of which a browser or a system runs.
"""

from __future__ import annotations

PIECE = 256 << 10
"""Bytes of a piece: what of a file is in memory at a time, and what is sealed at once."""

MEDIA = "application/octet-stream"
"""The media type under which every file leaves: nothing shows it as a page."""

ENDINGS = frozenset({
    "aac", "avi", "bmp", "csv", "docx", "eml", "flac", "gif", "gz", "heic", "heif", "jpeg", "jpg", "json", "m4a", "mkv",
    "mov", "mp3", "mp4", "mpeg", "odp", "ods", "odt", "oga", "ogg", "opus", "pdf", "png", "pptx", "rtf", "tar", "tgs",
    "tif", "tiff", "txt", "vcf", "wav", "webm", "webp", "xlsx", "zip",
})  # fmt: skip
"""Endings that a saved file keeps: what is only looked at or listened to, and what is packed."""

USUAL = {"photo": "jpg", "voice": "oga", "sticker": "webp", "video": "mp4", "audio": "mp3"}
"""The ending of a file whose name does not say one."""


def saved_as(id: str, sort: str, name: str) -> str:
    """What a file is called where somebody saves it: its id, and an ending that nothing runs."""
    ending = name.rpartition(".")[2].lower() if "." in name else USUAL.get(sort, "")
    return f"{id}.{ending if ending in ENDINGS else 'bin'}"


def pieces(size: int) -> int:
    """How many pieces a file of so many bytes has."""
    return -(-size // PIECE)
