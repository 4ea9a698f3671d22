"""The signatures of a PDF file (ISO 32000, 12.8): found by its form fields, checked against its bytes."""

import io
from collections.abc import Iterator

import pikepdf
from cryptography.hazmat.primitives import hashes

from app.domain.signatures import Signature
from app.signing.cms import UncheckableError, check, check_timestamp

_MOST_FIELDS = 2_000
_TIMESTAMP = "/ETSI.RFC3161"
_CMS = frozenset({"/adbe.pkcs7.detached", "/ETSI.CAdES.detached"})


class NoPdfError(ValueError):
    """Not a PDF, or one that is broken."""


class LockedPdfError(ValueError):
    """Asks for a password before it can be read."""


def pdf_signatures(data: bytes) -> tuple[Signature, ...]:
    """Return the signatures of a PDF file, in the order in which they were put.

    Raises:
        NoPdfError, LockedPdfError: it cannot be read.
    """
    if not data[:1024].lstrip().startswith(b"%PDF"):
        raise NoPdfError
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            len(pdf.pages)  # a file without pages is none that anybody can read
            fields = [_read(field) for field in _signed_fields(pdf)]
    except pikepdf.PasswordError as error:
        raise LockedPdfError from error
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError) as error:
        raise NoPdfError from error
    ordered = sorted(fields, key=lambda one: one[0][2] + one[0][3] if len(one[0]) == 4 else 0)
    return tuple(_checked(data, *one) for one in ordered)


_Field = tuple[tuple[int, ...], bytes, str]


def _signed_fields(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield the values of signed form fields, inherited types included."""
    form = pdf.Root.get("/AcroForm")
    waiting = [(field, "") for field in (form.get("/Fields") or [])] if form is not None else []
    for _round in range(_MOST_FIELDS):
        if not waiting:
            return
        field, inherited = waiting.pop(0)
        kind = str(field.get("/FT", inherited))
        waiting += [(kid, kind) for kid in (field.get("/Kids") or []) if isinstance(kid, pikepdf.Dictionary)]
        value = field.get("/V")
        if kind == "/Sig" and isinstance(value, pikepdf.Dictionary) and "/Contents" in value:
            yield value


def _read(value: pikepdf.Object) -> _Field:
    ranges = tuple(int(number) for number in (value.get("/ByteRange") or []))
    return ranges, bytes(value["/Contents"]), str(value.get("/SubFilter", ""))


def _checked(data: bytes, ranges: tuple[int, ...], contents: bytes, form: str) -> Signature:
    stamp = form == _TIMESTAMP
    if not _ranges_fit(data, ranges, contents):
        # The signed bytes are not this file around this signature: whatever they are, it does not hold here.
        return Signature(holds=False, timestamp=stamp)
    first, size, second, rest = ranges
    whole = second + rest == len(data)
    if form not in _CMS and not stamp:
        return Signature(whole=whole)

    def digest(algorithm: hashes.HashAlgorithm) -> bytes:
        made = hashes.Hash(algorithm)
        made.update(data[first : first + size])
        made.update(data[second : second + rest])
        return made.finalize()

    try:
        found = (check_timestamp if stamp else check)(contents, digest)
    except UncheckableError:
        return Signature(whole=whole, timestamp=stamp)
    return Signature(found.signer, found.signed_at, found.holds, whole, stamp)


def _ranges_fit(data: bytes, ranges: tuple[int, ...], contents: bytes) -> bool:
    """Return whether the two ranges are everything up to some byte, but for this very signature between them."""
    if len(ranges) != 4:
        return False
    first, size, second, rest = ranges
    if first != 0 or size <= 0 or second <= size or rest < 0 or second + rest > len(data):
        return False
    gap = data[size:second]
    if gap[:1] != b"<" or gap[-1:] != b">":
        return False
    try:
        inside = bytes.fromhex(gap[1:-1].decode("ascii"))
    except ValueError:
        return False
    return inside.rstrip(b"\0") == contents.rstrip(b"\0")
