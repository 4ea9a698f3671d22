"""Form 07 (06 in the older set): the register of dossiers (Sổ theo dõi hồ sơ)."""

from dataclasses import dataclass
from datetime import date, datetime

from app.printing.forms.compose import render
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks, Row
from app.printing.forms.house import short_day, short_moment
from app.printing.forms.sheets import PaperSize


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One dossier of the register.

    Attributes:
        serial: its number in the volume; empty: counted from 1.
        applicant, address, phone: of the person or organisation.
        sets, note: only the older set has columns for them.
        returned_at: None: not yet.
        return_way: how the result is collected, in words.
        signed: what stands for the signature of an electronic register; empty: signed by hand.
    """

    number: str
    procedure: str
    applicant: str
    serial: str = ""
    address: str = ""
    phone: str = ""
    resolving_office: str = ""
    sets: int = 1
    received_at: datetime | None = None
    appointment: datetime | None = None
    returned_at: datetime | None = None
    return_way: str = ""
    signed: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RegisterData:
    """A volume of the register, or a part of it.

    Attributes:
        field_name: the field or group of fields it is kept for.
        volume: its number.
        first, last: the days it reaches over; None: written by hand.
    """

    head: Letterhead
    field_name: str
    volume: str
    entries: tuple[RegisterEntry, ...]
    first: date | None = None
    last: date | None = None
    marks: Marks = NO_MARKS


def render_register(data: RegisterData, layout_set: str, paper: PaperSize) -> bytes:
    """Return the register as PDF, in landscape; problems as ``compose.render``."""
    values = {
        "field": data.field_name,
        "volume": data.volume,
        "first": short_day(data.first),
        "last": short_day(data.last),
        "total": str(len(data.entries)),
    }
    rows = {"entries": [_entry(no, entry) for no, entry in enumerate(data.entries, start=1)]}
    return render("register", Filling(data.head, values, rows, data.marks), layout_set, paper)


def _entry(no: int, entry: RegisterEntry) -> Row:
    return {
        "serial": entry.serial or str(no),
        "entry_number": entry.number,
        "procedure": entry.procedure,
        "sets": str(entry.sets),
        "applicant": entry.applicant,
        "address": tuple(part for part in (entry.address, entry.phone) if part),
        "resolving_office": entry.resolving_office,
        "received": short_moment(entry.received_at),
        "appointment": short_moment(entry.appointment),
        "returned": short_moment(entry.returned_at),
        "return_way": entry.return_way,
        "signed": entry.signed,
        "note": entry.note,
    }
