"""Signatures in an XML file (XMLDSig): found and named. Whether they hold is not checked here, and is not said."""

import base64
import binascii
from xml.etree import ElementTree as ET

from app.domain.signatures import Signature
from app.signing.cms import name_in

_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
_CERTIFICATE = "{http://www.w3.org/2000/09/xmldsig#}X509Certificate"


class NoXmlError(ValueError):
    """Not well formed, or with a document type: no result has a reason for one."""


def xml_signatures(data: bytes) -> tuple[Signature, ...]:
    """Return the signatures an XML file says it has, with the name in the certificate of each.

    Raises:
        NoXmlError: it cannot be read.
    """
    # Entities need a document type; without one the parser has nothing to expand. A document in an encoding that does
    # not keep ASCII bytes could hide the word.
    if b"<!DOCTYPE" in data.upper() or b"\x00" in data:
        raise NoXmlError
    try:
        root = ET.fromstring(data)  # noqa: S314 - document types and entities were refused above
    except (ET.ParseError, ValueError, LookupError) as error:
        raise NoXmlError from error
    return tuple(Signature(signer=_signer(one)) for one in root.iter(_SIGNATURE))


def _signer(signature: ET.Element) -> str:
    text = next((one.text or "" for one in signature.iter(_CERTIFICATE)), "")
    try:
        return name_in(base64.b64decode("".join(text.split()), validate=True))
    except (binascii.Error, ValueError):
        return ""
