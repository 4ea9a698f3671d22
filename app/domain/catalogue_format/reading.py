"""A procedure from JSON text, strictly."""

from datetime import time
from decimal import Decimal

from app.core.money import Dong
from app.core.words import mark
from app.domain.catalogue_format.fields import Fields, one_of, parse, refuse, whole
from app.domain.procedures import (
    Channel,
    CutOff,
    CutOffKind,
    Doubt,
    FeeKind,
    FeeRule,
    FeeTier,
    PaperForm,
    ProcedureCase,
    ProcedureVersion,
    RequiredPaper,
    ReviewNote,
    TimeLimit,
    TimeUnit,
)

_CHANNELS = {channel.name.lower(): channel for channel in Channel}


def _channel(text: str, place: str) -> Channel:
    return one_of(_CHANNELS.__getitem__, text, place)


def _limit(value: object, place: str) -> TimeLimit | None:
    if value is None:
        return None
    number, _, unit = value.partition(" ") if isinstance(value, str) else ("", "", "")
    amount = one_of(Decimal, number, place)
    if not amount.is_finite() or not 0 <= amount <= 10_000:
        refuse(place, mark("thời hạn phải là số không âm"))
    return TimeLimit(amount, one_of(TimeUnit, unit, place))


def _tiers(fields: Fields) -> tuple[FeeTier, ...]:
    tiers = []
    for value, place in fields.items("tiers"):
        if not isinstance(value, list) or len(value) != 2:
            refuse(place, mark("mức thu phải là [từ số, đơn giá]"))
        tiers.append(FeeTier(whole(value[0], place), Dong(whole(value[1], place))))
    units = [tier.from_unit for tier in tiers]
    if units[:1] != [1] or units != sorted(set(units)):
        refuse(fields.place("tiers"), mark("mức thu phải bắt đầu từ 1 và tăng dần"))
    return tuple(tiers)


def _fee(value: object, place: str) -> FeeRule:
    fields = Fields(value, place)
    fee = FeeRule(
        code=fields.required("code"),
        name=fields.required("name"),
        kind=one_of(FeeKind, fields.text("kind"), fields.place("kind")),
        unit=fields.required("unit"),
        tiers=_tiers(fields),
        cap=Dong(fields.count("cap", 0)) if fields.has("cap") else None,
        channels=frozenset(_channel(text, fields.place("channels")) for text in fields.texts("channels")),
        optional=fields.flag("optional", default=False),
        per_copy=fields.flag("per_copy", default=False),
        exemptions=fields.texts("exemptions"),
        legal_basis=fields.text("legal_basis"),
        valid_from=fields.day("valid_from"),
        valid_to=fields.day("valid_to"),
    )
    fields.done()
    return fee


def _paper(value: object, place: str) -> RequiredPaper:
    fields = Fields(value, place)
    paper = RequiredPaper(
        code=fields.required("code"),
        name=fields.required("name"),
        form=one_of(PaperForm, fields.text("form", PaperForm.ORIGINAL.value), fields.place("form")),
        originals=fields.count("originals", 1),
        copies=fields.count("copies", 0),
        condition=fields.text("condition"),
        template=fields.text("template"),
    )
    fields.done()
    return paper


def _unique(codes: list[str], place: str) -> None:
    if len(set(codes)) != len(codes):
        refuse(place, mark("mã bị trùng"))


def _case(value: object, place: str) -> ProcedureCase:
    fields = Fields(value, place)
    limits, texts = fields.below("limits"), fields.below("limit_texts")
    case = ProcedureCase(
        code=fields.required("code"),
        name=fields.text("name"),
        papers=tuple(_paper(item, where) for item, where in fields.items("papers")),
        time_limits=tuple(
            (_channel(key, limits.place(key)), _limit(limits.raw(key), limits.place(key))) for key in limits
        )
        if limits is not None
        else (),
        time_texts=tuple((_channel(key, texts.place(key)), texts.text(key)) for key in texts)
        if texts is not None
        else (),
        fees=tuple(_fee(item, where) for item, where in fields.items("fees")),
    )
    _unique([paper.code for paper in case.papers], fields.place("papers"))
    _unique([fee.code for fee in case.fees], fields.place("fees"))
    fields.done()
    return case


def _cut_off(text: str, place: str) -> CutOff:
    if text in ("", CutOffKind.LAST_HOUR.value):
        return CutOff(CutOffKind(text)) if text else CutOff()
    return CutOff(CutOffKind.AT, one_of(time.fromisoformat, text, place))


def _note(value: object, place: str) -> ReviewNote:
    fields = Fields(value, place)
    note = ReviewNote(
        one_of(Doubt, fields.text("doubt"), fields.place("doubt")), fields.text("place"), fields.text("text")
    )
    fields.done()
    return note


def version_from(fields: Fields) -> ProcedureVersion:
    """Return the procedure an object states; every key has to be known.

    Raises:
        PersonProblem: ``catalogue.bad_record``.
    """
    version = ProcedureVersion(
        code=fields.required("code"),
        version=fields.count("version", 1),
        name=fields.required("name"),
        field=fields.text("field"),
        legal_basis=fields.text("legal_basis"),
        cases=tuple(_case(item, where) for item, where in fields.items("cases")),
        short_name=fields.text("short_name"),
        nicknames=fields.texts("nicknames"),
        levels=fields.texts("levels") or ("commune",),
        cut_off=_cut_off(fields.text("cut_off"), fields.place("cut_off")),
        result_codes=fields.texts("result_codes"),
        resolving_unit=fields.text("resolving_unit"),
        collects_originals=fields.flag("collects_originals", default=False),
        valid_from=fields.day("valid_from"),
        valid_to=fields.day("valid_to"),
        source=fields.text("source"),
        review=tuple(_note(item, where) for item, where in fields.items("review")),
    )
    if not version.cases or version.version < 1:
        refuse(fields.place("cases"), mark("cần ít nhất một trường hợp và phiên bản từ 1"))
    _unique([case.code for case in version.cases], fields.place("cases"))
    fields.done()
    return version


def from_json(text: str) -> ProcedureVersion:
    """Return the procedure a JSON text states.

    Raises:
        PersonProblem: ``catalogue.bad_record`` with the place (a path) and why.
    """
    return version_from(Fields(parse(text)))
