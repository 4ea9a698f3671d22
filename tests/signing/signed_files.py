"""Files that somebody signed: small PDFs with real signatures, made by hand so that every byte is known."""

import base64
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from cryptography.x509.oid import NameOID

_ROOM = 12_000
"""Hexadecimal digits kept free for a signature."""
_DETACHED = "/ETSI.CAdES.detached"


@dataclass(frozen=True)
class Signer:
    """Somebody with a key and a certificate that nobody vouches for."""

    name: str
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    pss: bool = False


def signer(name: str, kind: str = "rsa") -> Signer:
    """Make somebody with a fresh key: ``rsa``, ``pss`` or ``ec``."""
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    key = ec.generate_private_key(ec.SECP256R1()) if kind == "ec" else rsa.generate_private_key(65537, 2048)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "UBND xã Thạnh Mỹ"),
        ]
    )
    now = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CA của bài thử")]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    return Signer(name, key, certificate, pss=kind == "pss")


def plain_pdf(text: str = "Trích lục khai sinh") -> bytes:
    """Return a PDF of one empty page that nobody signed."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Note <" + text.encode("utf-16-be").hex().encode() + b"> >>",
    ]
    return _written(b"%PDF-1.7\n", dict(enumerate(objects, start=1)), previous=0, size=5)


def sign(data: bytes, who: Signer, form: str = _DETACHED, *, more: bytes = b"") -> bytes:
    """Return data with one more signature as an incremental update; more: written into the signature's dictionary."""
    size = int(re.findall(rb"/Size (\d+)", data)[-1])
    fields = [*(re.findall(rb"/Fields \[([^\]]*)\]", data) or [b""])[-1].split(b" R")[:-1], b"%d 0" % (size + 1)]
    listed = b" ".join(field.strip() + b" R" for field in fields)
    update = {
        1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [" + listed + b"] >> >>",
        size: b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter " + form.encode() + b" " + more
        + b"/ByteRange [0000000000 0000000000 0000000000 0000000000] /Contents <" + b"0" * _ROOM + b"> >>",
        size + 1: b"<< /FT /Sig /T (Signature%d) /V %d 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] >>"
        % (size, size),
    }  # fmt: skip
    written = _written(data, update, previous=int(re.findall(rb"startxref\s+(\d+)", data)[-1]), size=size + 2)
    begin = written.index(b"<" + b"0" * _ROOM + b">", len(data))
    end = begin + _ROOM + 2
    ranges = b"/ByteRange [%010d %010d %010d %010d]" % (0, begin, end, len(written) - end)
    empty = b"/ByteRange [0000000000 0000000000 0000000000 0000000000]"
    at = written.index(empty, len(data))
    written = written[:at] + ranges + written[at + len(empty) :]
    message = message_over(written[:begin] + written[end:], who)
    return written[: begin + 1] + message.hex().encode().ljust(_ROOM, b"0") + written[end - 1 :]


def message_over(data: bytes, who: Signer) -> bytes:
    """Return the detached signature of somebody over data."""
    builder = PKCS7SignatureBuilder().set_data(data)
    if isinstance(who.key, rsa.RSAPrivateKey) and who.pss:
        pss = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH)
        builder = builder.add_signer(who.certificate, who.key, hashes.SHA256(), rsa_padding=pss)
    else:
        builder = builder.add_signer(who.certificate, who.key, hashes.SHA256())
    options = [PKCS7Options.DetachedSignature, PKCS7Options.Binary, PKCS7Options.NoCapabilities]
    return builder.sign(Encoding.DER, options)


def signed_xml(who: Signer) -> bytes:
    """Return an XML that carries a signature element with somebody's certificate; its value is no signature."""
    certificate = base64.b64encode(who.certificate.public_bytes(Encoding.DER)).decode()
    return (
        '<?xml version="1.0" encoding="UTF-8"?><KetQua><So>12/2026</So>'
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>AAAA</SignatureValue>'
        f"<KeyInfo><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo></Signature></KetQua>"
    ).encode()


def _written(before: bytes, objects: dict[int, bytes], *, previous: int, size: int) -> bytes:
    body, places = bytearray(before), {}
    for number, text in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n" % number + text + b"\nendobj\n"
    table = len(body)
    body += b"xref\n"
    if not previous:
        body += b"0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        body += b"%d 1\n%010d 00000 n \n" % (number, place)
    body += b"trailer\n<< /Size %d /Root 1 0 R" % size + (b" /Prev %d" % previous if previous else b"") + b" >>\n"
    return bytes(body + b"startxref\n%d\n%%%%EOF\n" % table)
