"""Certified copies: lines of the book of certifications (NĐ 280/2025; fees TT 226/2016)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core.money import Dong


@dataclass(frozen=True, slots=True)
class CertifiedCopy:
    """One line of the book.

    Attributes:
        volume: the book, e.g. ``"03/2026-SCT/BS"``: one for each counter and year, so that no two desks share numbers.
        serial: 1, 2, 3 … in the volume, without a gap; a cancelled line keeps its number.
        pages: pages of the original; what the fee counts (TT 226/2016).
        copies: how many copies were certified.
        cancelled: why the line counts no more; empty: it counts.
    """

    id: UUID
    dossier_id: UUID
    volume: str
    serial: int
    at: datetime
    person: str
    identity: str
    phone: str
    document: str
    pages: int
    copies: int
    fee: Dong
    signer_name: str
    signer_title: str
    by: str
    cancelled: str = ""
