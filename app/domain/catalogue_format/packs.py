"""A pack: the dated procedures of one field as one JSON file."""

from dataclasses import dataclass, replace
from datetime import date

from app.core.words import mark
from app.domain.catalogue_format.fields import Fields, parse, refuse
from app.domain.catalogue_format.reading import version_from
from app.domain.procedures import ProcedureVersion


@dataclass(frozen=True, slots=True)
class CataloguePack:
    """Procedures of one field.

    Attributes:
        name: the field, as people call it; procedures without a field of their own take it.
        version: the edition of the data, e.g. ``"2026.1"``.
        valid_from: from when procedures hold that state no date of their own.
        legal_basis: what the whole pack rests on.
        unverified: codes of procedures whose facts nobody has checked against the deciding document yet.
    """

    name: str
    version: str
    valid_from: date
    legal_basis: str
    procedures: tuple[ProcedureVersion, ...]
    unverified: frozenset[str] = frozenset()

    def verified(self, code: str) -> bool:
        """Return whether the procedure's facts were checked against the deciding document."""
        return code not in self.unverified


def pack_from_json(text: str) -> CataloguePack:
    """Return the pack a JSON text states.

    Raises:
        PersonProblem: ``catalogue.bad_record`` with the place (a path) and why.
    """
    fields = Fields(parse(text))
    name = fields.required("name")
    valid_from = fields.day("valid_from") or refuse(fields.place("valid_from"), mark("thiếu hoặc để trống"))
    legal_basis = fields.required("legal_basis")
    procedures, unverified = [], set()
    for value, place in fields.items("procedures"):
        entry = Fields(value, place)
        verified = entry.flag("verified", default=True)
        found = version_from(entry)
        procedures.append(
            replace(
                found,
                field=found.field or name,
                legal_basis=found.legal_basis or legal_basis,
                valid_from=found.valid_from or valid_from,
            )
        )
        if not verified:
            unverified.add(found.code)
    codes = [procedure.code for procedure in procedures]
    if len(set(codes)) != len(codes):
        refuse(fields.place("procedures"), mark("mã bị trùng"))
    pack = CataloguePack(
        name, fields.required("version"), valid_from, legal_basis, tuple(procedures), frozenset(unverified)
    )
    fields.done()
    return pack
