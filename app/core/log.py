"""The log: one rotating file, personal data masked before anything is written."""

import logging
import logging.handlers
import re
from pathlib import Path

# Twelve-, ten- and nine-digit numbers are citizen numbers, phones and old cards. Dossier numbers have hyphens and stay.
_LONG_NUMBER = re.compile(r"(?<![\d-])(\d{2})\d{5,8}(\d{2})(?![\d-])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def mask(text: str) -> str:
    """Return text with citizen numbers, phone numbers and e-mail addresses made unreadable."""
    return _EMAIL.sub("***@***", _LONG_NUMBER.sub(r"\1***\2", text))


class MaskingFormatter(logging.Formatter):
    """Formats a record, then masks the whole line, the traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the masked line."""
        return mask(super().format(record))


def start_log(folder: Path) -> None:
    """Send the log of this process to folder/motcua.log, at most ten files of 1 MiB."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "motcua.log", maxBytes=1 << 20, backupCount=9, encoding="utf-8", delay=True
    )
    handler.setFormatter(MaskingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    # The transport's own lines carry addresses and would drown ours.
    logging.getLogger("httpx").setLevel(logging.WARNING)
