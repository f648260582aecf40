"""Addresses of cryptocurrency wallets. Bitcoin's and its kin's prove themselves: Base58Check's four bytes of SHA-256
and Bech32's polynomial (BIP 173, BIP 350). Ethereum's are 40 hexadecimal digits after 0x (EIP-55), Ripple's,
Monero's and Solana's are told by how they begin, or by a word beside them. Canonical form: as written; Bech32 in
small letters.
"""

from __future__ import annotations

from hashlib import sha256

from privet.core.finding import CUE, Detector
from privet.core.shapes import Shape, Shapes

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_SIGN = "[1-9A-HJ-NP-Za-km-z]"
_CHECKED = f"(?:[13LMDTXmn2]|A|t1|t3){_SIGN}{{25,34}}"
_SEGWIT = "(?i:(?:bc|tb|ltc)1[02-9ac-hj-np-z]{11,87})"
_ETHEREUM = "0x[0-9a-fA-F]{40}"
_OTHERS = (
    f"r{_SIGN}{{24,34}}|[48][0-9AB]{_SIGN}{{93}}|"
    f"(?:addr1|cosmos1|stake1)[02-9ac-hj-np-z]{{38,98}}|[EUk0]Q[A-Za-z0-9_-]{{46}}"
)
_ANY = f"(?={_SIGN}{{0,20}}[0-9]){_SIGN}{{26,44}}"
_WORDS = (
    "wallets?|btc|bitcoins?|eth(?:ereum)?|usdt|usdc|trx|tron|sol(?:ana)?|xrp|ripple|xmr|monero|ltc|litecoin|doge(?:coin)?"
    "|crypto|krypto|cripto|billeteras?|monederos?|carteiras?|portefeuille|portafoglio|portfel|c[üu]zdan|dompet|биткоин[а-я]{0,3}"
    "|крипто|кошел[её]к|кошельк[аеу]|гаманець|гаманця|वॉलेट"
)


def _base58check(address: str) -> bool:
    number = 0
    for sign in address:
        number = number * 58 + _BASE58.index(sign)
    raw = number.to_bytes(40, "big").lstrip(b"\0")
    zeros = len(address) - len(address.lstrip("1"))
    payload = b"\0" * zeros + raw
    return len(payload) >= 25 and sha256(sha256(payload[:-4]).digest()).digest()[:4] == payload[-4:]


def _bech32(address: str) -> bool:
    prefix, _, data = address.rpartition("1")
    check = 1
    values = [ord(s) >> 5 for s in prefix] + [0] + [ord(s) & 31 for s in prefix] + [_BECH32.index(s) for s in data]
    for value in values:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term if top >> bit & 1 else 0
    return check in (1, 0x2BC830A3)


def _as_written(address: str) -> str:
    return address


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    signs = "[1-9a-z]"
    return Shapes(
        "wallet",
        (
            Shape(
                "WALLET",
                _CHECKED,
                trigger=f"{signs}{{26}}",
                holds="[0-9A-Za-z]{26}",
                valid=_base58check,
                must=True,
                canonical=_as_written,
            ),
            Shape(
                "WALLET",
                _SEGWIT,
                trigger="(?:bc|tb|ltc)1[02-9ac-hj-np-z]{11}",
                holds="[BbTtLl](?:[CcBb]|[Tt][Cc])1",
                valid=_bech32,
                canonical=str.lower,
            ),
            Shape(
                "WALLET",
                _ETHEREUM,
                trigger="0x[0-9a-f]{40}",
                holds="0x[0-9a-fA-F]{40}",
                strength=CUE,
                canonical=_as_written,
            ),
            Shape(
                "WALLET", _OTHERS, trigger=f"{signs}{{25}}", holds="[0-9A-Za-z_-]{25}", score=0.7, canonical=_as_written
            ),
            Shape("WALLET", _ANY, _WORDS, "钱包|محفظة|محفظت", canonical=_as_written),
        ),
    )
