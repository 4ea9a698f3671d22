"""Cryptographic messages (RFC 5652) as signatures of PDF files carry them: is this the signature of these bytes?"""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from app.signing.der import OCTETS, SEQUENCE, SET, UTC_TIME, BadDerError, Node, oid_of, read

_SIGNED_DATA = "1.2.840.113549.1.7.2"
_MESSAGE_DIGEST, _SIGNING_TIME = "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.5"
_TST_INFO = "1.2.840.113549.1.9.16.1.4"
_Make = Callable[[], hashes.HashAlgorithm]
# SHA-1 and MD5 are no proof of anything any more: such a signature is there, and is not checked.
_DIGESTS: Final[Mapping[str, _Make]] = MappingProxyType(
    {
        "2.16.840.1.101.3.4.2.1": hashes.SHA256,
        "2.16.840.1.101.3.4.2.2": hashes.SHA384,
        "2.16.840.1.101.3.4.2.3": hashes.SHA512,
    }
)
_RSA: Final[Mapping[str, _Make | None]] = MappingProxyType(
    {
        "1.2.840.113549.1.1.1": None,
        "1.2.840.113549.1.1.11": hashes.SHA256,
        "1.2.840.113549.1.1.12": hashes.SHA384,
        "1.2.840.113549.1.1.13": hashes.SHA512,
    }
)
_PSS = "1.2.840.113549.1.1.10"
_ECDSA: Final[Mapping[str, _Make]] = MappingProxyType(
    {
        "1.2.840.10045.4.3.2": hashes.SHA256,
        "1.2.840.10045.4.3.3": hashes.SHA384,
        "1.2.840.10045.4.3.4": hashes.SHA512,
    }
)
_UNREADABLE = (BadDerError, UnsupportedAlgorithm, x509.InvalidVersion, ValueError, TypeError, IndexError)
"""What a message of a kind that is not read here leads to; the certificate in it may be anything."""
Digest = Callable[[hashes.HashAlgorithm], bytes]
"""Return the digest of the signed bytes by an algorithm."""


class UncheckableError(Exception):
    """A message of a kind that is not read here."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a message says: by whom, when, and whether it is the signature of the bytes it was asked about.

    Attributes:
        signer: the name in the certificate whose key it is; nobody here vouches for that certificate.
    """

    signer: str
    signed_at: datetime | None
    holds: bool


def check(message: bytes, digest: Digest) -> Checked:
    """Return whether message is a signature over the bytes of digest, by the key in the certificate it carries.

    Raises:
        UncheckableError: it is no such message, or of a kind that is not read here.
    """
    try:
        signed = _signed_data(message)
        return _checked(signed, digest)
    except _UNREADABLE as error:
        raise UncheckableError from error


def check_timestamp(message: bytes, digest: Digest) -> Checked:
    """As check, for a time stamp (RFC 3161), whose signed content names the digest of the bytes; nobody's name."""
    try:
        signed = _signed_data(message)
        content = signed.child(2, SEQUENCE)
        if oid_of(content.child(0)) != _TST_INFO:
            raise UncheckableError
        stated = content.child(1).child(0, OCTETS).content
        imprint = read(stated).child(2, SEQUENCE)
        algorithm = _algorithm(oid_of(imprint.child(0).child(0)))
        same = hmac.compare_digest(imprint.child(1, OCTETS).content, digest(algorithm))
        inner = _checked(signed, lambda wanted: _hash(wanted, stated))
        return Checked("", inner.signed_at, same and inner.holds)
    except _UNREADABLE as error:
        raise UncheckableError from error


def name_in(certificate: bytes) -> str:
    """Return the name of whoever a certificate (DER) is about; empty where it says none or cannot be read."""
    try:
        return _name(x509.load_der_x509_certificate(certificate))
    except (ValueError, x509.InvalidVersion):
        return ""


def _signed_data(message: bytes) -> Node:
    whole = read(message)
    if whole.tag != SEQUENCE or oid_of(whole.child(0)) != _SIGNED_DATA:
        raise UncheckableError
    return whole.child(1).child(0, SEQUENCE)


def _checked(signed: Node, digest: Digest) -> Checked:
    signers = signed.children[-1]
    if signers.tag != SET or len(signers.children) != 1:
        raise UncheckableError
    info = signers.child(0, SEQUENCE)
    certificate = _certificate_of(signed, info.child(1, SEQUENCE))
    algorithm = _algorithm(oid_of(info.child(2).child(0)))
    attributes = info.child(3)
    if attributes.tag != 0xA0:
        raise UncheckableError  # signed without attributes: older than the forms of signature in use
    method, value = info.child(4, SEQUENCE), info.child(5, OCTETS)
    stated = _attribute(attributes, _MESSAGE_DIGEST)
    if stated is None:
        raise UncheckableError
    same = hmac.compare_digest(stated.content, digest(algorithm))
    # What is signed is the set itself; in the message it stands under another tag.
    signed_bytes = bytes([SET]) + attributes.whole[1:]
    holds = same and _verified(certificate, method, algorithm, value.content, signed_bytes)
    return Checked(_name(certificate), _moment(_attribute(attributes, _SIGNING_TIME)), holds)


def _certificate_of(signed: Node, sid: Node) -> x509.Certificate:
    """Return the certificate that the signer names by issuer and serial number, both of them."""
    issuer, serial = sid.child(0, SEQUENCE), sid.child(1)
    kept = signed.tagged(0)
    for node in kept.children if kept is not None else ():
        if node.tag != SEQUENCE:
            continue
        first = node.child(0, SEQUENCE).children
        fields = first[1:] if first[0].tag == 0xA0 else first
        if fields[0].content == serial.content and fields[2].whole == issuer.whole:
            return x509.load_der_x509_certificate(node.whole)
    raise UncheckableError


def _verified(
    certificate: x509.Certificate, method: Node, digest: hashes.HashAlgorithm, value: bytes, signed: bytes
) -> bool:
    key, name = certificate.public_key(), oid_of(method.child(0))
    try:
        if isinstance(key, rsa.RSAPublicKey) and name == _PSS:
            # The parameters repeat the digest; that they name another one is not met in signatures of PDF files.
            key.verify(value, signed, padding.PSS(padding.MGF1(digest), padding.PSS.AUTO), digest)
        elif isinstance(key, rsa.RSAPublicKey) and name in _RSA:
            named = _RSA[name]
            key.verify(value, signed, padding.PKCS1v15(), named() if named is not None else digest)
        elif isinstance(key, ec.EllipticCurvePublicKey) and name in _ECDSA:
            key.verify(value, signed, ec.ECDSA(_ECDSA[name]()))
        else:
            raise UncheckableError
    except InvalidSignature:
        return False
    return True


def _algorithm(name: str) -> hashes.HashAlgorithm:
    if name not in _DIGESTS:
        raise UncheckableError
    return _DIGESTS[name]()


def _attribute(attributes: Node, name: str) -> Node | None:
    for one in attributes.children:
        if oid_of(one.child(0)) == name:
            return one.child(1, SET).child(0)
    return None


def _moment(node: Node | None) -> datetime | None:
    if node is None:
        return None
    text = node.content.decode("ascii")
    form = "%y%m%d%H%M%SZ" if node.tag == UTC_TIME else "%Y%m%d%H%M%SZ"
    try:
        return datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError:
        return None


def _name(certificate: x509.Certificate) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        found = certificate.subject.get_attributes_for_oid(kind)
        if found:
            return " ".join(str(found[0].value).split())
    return ""


def _hash(algorithm: hashes.HashAlgorithm, data: bytes) -> bytes:
    made = hashes.Hash(algorithm)
    made.update(data)
    return made.finalize()
