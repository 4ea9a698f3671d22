"""A procedure as JSON text."""

import json
from collections.abc import Iterable

from app.domain.procedures import (
    Channel,
    CutOff,
    CutOffKind,
    FeeRule,
    PaperForm,
    ProcedureCase,
    ProcedureVersion,
    RequiredPaper,
    ReviewNote,
    TimeLimit,
)

Json = dict[str, object]


def _filled(pairs: Iterable[tuple[str, object]]) -> Json:
    """Leave out what is empty: an absent key reads as the default."""
    return {key: value for key, value in pairs if value not in (None, "", [], {}, False)}


def channel_key(channel: Channel) -> str:
    """Return the name of a channel in the JSON."""
    return channel.name.lower()


def limit_text(limit: TimeLimit) -> str:
    """Return ``"0.5 working_day"``."""
    return f"{limit.value:f} {limit.unit.value}"


def _paper(paper: RequiredPaper) -> Json:
    found = _filled(
        (
            ("code", paper.code),
            ("name", paper.name),
            ("form", "" if paper.form is PaperForm.ORIGINAL else paper.form.value),
            ("condition", paper.condition),
            ("template", paper.template),
        )
    )
    if paper.originals != 1:
        found["originals"] = paper.originals
    if paper.copies:
        found["copies"] = paper.copies
    return found


def _fee(fee: FeeRule) -> Json:
    found = _filled(
        (
            ("code", fee.code),
            ("name", fee.name),
            ("kind", fee.kind.value),
            ("unit", fee.unit),
            ("tiers", [[tier.from_unit, tier.price] for tier in fee.tiers]),
            ("channels", [channel_key(channel) for channel in sorted(fee.channels)]),
            ("optional", fee.optional),
            ("per_copy", fee.per_copy),
            ("exemptions", list(fee.exemptions)),
            ("legal_basis", fee.legal_basis),
            ("valid_from", fee.valid_from and fee.valid_from.isoformat()),
            ("valid_to", fee.valid_to and fee.valid_to.isoformat()),
        )
    )
    if fee.cap is not None:
        found["cap"] = fee.cap
    return found


def _case(case: ProcedureCase) -> Json:
    limits = {channel_key(channel): limit and limit_text(limit) for channel, limit in case.time_limits}
    return {"code": case.code, "name": case.name} | _filled(
        (
            ("papers", [_paper(paper) for paper in case.papers]),
            ("limits", limits),
            ("limit_texts", {channel_key(channel): text for channel, text in case.time_texts}),
            ("fees", [_fee(fee) for fee in case.fees]),
        )
    )


def _cut_off(cut_off: CutOff) -> str:
    if cut_off.kind is CutOffKind.NONE:
        return ""
    return cut_off.at.strftime("%H:%M") if cut_off.at else cut_off.kind.value


def _note(note: ReviewNote) -> Json:
    return {"doubt": note.doubt.value, "place": note.place, "text": note.text}


def to_json(version: ProcedureVersion) -> str:
    """Return the procedure as JSON, without what has its default. ``from_json`` gives the same record back."""
    found = _filled(
        (
            ("code", version.code),
            ("name", version.name),
            ("short_name", version.short_name),
            ("nicknames", list(version.nicknames)),
            ("field", version.field),
            ("legal_basis", version.legal_basis),
            ("cut_off", _cut_off(version.cut_off)),
            ("result_codes", list(version.result_codes)),
            ("resolving_unit", version.resolving_unit),
            ("collects_originals", version.collects_originals),
            ("valid_from", version.valid_from and version.valid_from.isoformat()),
            ("valid_to", version.valid_to and version.valid_to.isoformat()),
            ("source", version.source),
            ("cases", [_case(case) for case in version.cases]),
            ("review", [_note(note) for note in version.review]),
        )
    )
    found["version"] = version.version
    if version.levels != ("commune",):
        found["levels"] = list(version.levels)
    return json.dumps(found, ensure_ascii=False, separators=(", ", ": "))
