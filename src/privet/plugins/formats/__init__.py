"""Import formats by name (docs/reference/import-formats.md). The port is `privet.core.record.Format`."""

from privet.core.record import Format
from privet.plugins.formats.csv import Csv
from privet.plugins.formats.jsonl import Jsonl
from privet.plugins.formats.sms_backup import SmsBackup
from privet.plugins.formats.telegram import Telegram

_BUNDLED: tuple[Format, ...] = (Telegram(), SmsBackup(), Jsonl(), Csv())
FORMATS: dict[str, Format] = {each.name: each for each in _BUNDLED}
