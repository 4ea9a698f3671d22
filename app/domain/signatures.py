"""What is known of the electronic signature in a file: only what was checked, and never whether it is to be trusted.

Checked is that the signed bytes are the bytes in hand, by the key in the signer's own certificate. Whether an authority
issued that certificate, and whether it was revoked, asks for lists that a desk without a line does not have.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FileKind(StrEnum):
    """What a result file is."""

    PDF = "pdf"
    XML = "xml"


class Integrity(StrEnum):
    """What the check of a file's signatures found."""

    NONE = "none"
    """There is no signature in it."""
    INTACT = "intact"
    """Signed, unchanged since, and the last signature covers the whole file."""
    ADDED_TO = "added_to"
    """What was signed is unchanged, but something was added to the file after the last signature."""
    CHANGED = "changed"
    """What was signed is not what is in the file."""
    UNCHECKED = "unchecked"
    """There is a signature, of a kind this program cannot check."""

    @property
    def signed(self) -> bool:
        """Whether a signature is there that was not found to be broken."""
        return self not in {Integrity.NONE, Integrity.CHANGED}


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature in a file.

    Attributes:
        signer: the name in the certificate, as it stands there; empty where it could not be read.
        signed_at: as the signer's computer said; None where nothing is said.
        holds: the signed bytes are unchanged; None: this program cannot tell.
        whole: it covers the file from its first byte to its last, but for the signature itself.
        timestamp: a time stamp over the file, not a person's signature.
    """

    signer: str = ""
    signed_at: datetime | None = None
    holds: bool | None = None
    whole: bool = False
    timestamp: bool = False


@dataclass(frozen=True, slots=True)
class Seal:
    """All signatures of a file in short.

    Attributes:
        signer: who signed, several with semicolons; time stamps are nobody's.
        signed_at: when the last person signed.
    """

    integrity: Integrity = Integrity.NONE
    signer: str = ""
    signed_at: datetime | None = None


def seal_of(signatures: Sequence[Signature]) -> Seal:
    """Return the signatures of a file, oldest first, in short: the worst that was found counts."""
    people = [one for one in signatures if not one.timestamp]
    if not signatures:
        return Seal()
    signers = "; ".join(dict.fromkeys(one.signer for one in people if one.signer))
    moments = [one.signed_at for one in people if one.signed_at is not None]
    return Seal(_integrity(signatures), signers, moments[-1] if moments else None)


def _integrity(signatures: Sequence[Signature]) -> Integrity:
    if any(one.holds is False for one in signatures):
        return Integrity.CHANGED
    if any(one.holds is None for one in signatures) or all(one.timestamp for one in signatures):
        return Integrity.UNCHECKED
    return Integrity.INTACT if signatures[-1].whole else Integrity.ADDED_TO
