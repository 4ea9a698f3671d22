"""Dossier numbers without a server: their forms, the ranges of an office's desks, and the next one to give."""

from app.domain.numbers.codes import DossierNumber, format_number, is_number, parse_number
from app.domain.numbers.manifest import (
    Manifest,
    check_replacement,
    default_manifest,
    manifest_body,
    manifest_for,
    manifest_from_json,
    manifest_to_json,
)
from app.domain.numbers.provisional import is_provisional, parse_provisional, provisional_code
from app.domain.numbers.ranges import DeskRanges, NumberRange
from app.domain.numbers.scanned import batch_number_in, consignment_in, number_in
from app.domain.numbers.serials import Witness, gaps, next_serial, range_after_restore

__all__ = [
    "DeskRanges",
    "DossierNumber",
    "Manifest",
    "NumberRange",
    "Witness",
    "batch_number_in",
    "check_replacement",
    "consignment_in",
    "default_manifest",
    "format_number",
    "gaps",
    "is_number",
    "is_provisional",
    "manifest_body",
    "manifest_for",
    "manifest_from_json",
    "manifest_to_json",
    "next_serial",
    "number_in",
    "parse_number",
    "parse_provisional",
    "provisional_code",
    "range_after_restore",
]
