"""What the desk judges by: the calendar in force, the catalogue, and the data shipped with the program."""

from datetime import date
from functools import cache
from pathlib import Path

from app.core.paths import RESOURCES
from app.domain.calendar_data import calendar_from_json
from app.domain.catalogue_format import CataloguePack, pack_from_json
from app.domain.certification import CertificationTerms, terms_on
from app.domain.certification_data import terms_from_json
from app.domain.communes import Gazetteer, table_from_text
from app.domain.exemption_data import exemptions_from_json
from app.domain.fees import ExemptionReason
from app.domain.personal_ids import BirthPlaces, birth_places_from_json
from app.domain.procedures import ProcedureVersion
from app.domain.reception import Rules
from app.domain.result_rules import ResultRules, result_rules_from_json
from app.domain.working_calendar import WorkingCalendar
from app.models.store import Work
from app.services.desk import Desk

CALENDARS = RESOURCES / "calendars"
PROCEDURES = RESOURCES / "procedures"
COMMUNES = RESOURCES / "communes"
CERTIFIED = RESOURCES / "certified"
RESULTS = RESOURCES / "results"


def shipped_calendar_text() -> str:
    """Return the calendar shipped with the program, as JSON: what an office starts with."""
    return _newest(CALENDARS).read_text(encoding="utf-8")


def shipped_calendar() -> WorkingCalendar:
    """Return the calendar shipped with the program, with its default office hours."""
    return calendar_from_json(shipped_calendar_text())


def shipped_packs() -> tuple[CataloguePack, ...]:
    """Return the starter catalogue, one pack a field."""
    return tuple(pack_from_json(path.read_text(encoding="utf-8")) for path in sorted(PROCEDURES.glob("*.json")))


def shipped_procedures() -> tuple[ProcedureVersion, ...]:
    """Return every procedure of the starter catalogue."""
    return tuple(version for pack in shipped_packs() for version in pack.procedures)


def rules(desk: Desk, work: Work) -> Rules:
    """Return what a reception at this desk is judged by today."""
    text = work.calendars.current(desk.now().date()) or shipped_calendar_text()
    if desk.cached_rules is None or desk.cached_rules[0] != text:
        calendar = calendar_from_json(text, office=desk.office.code)
        desk.cached_rules = (text, Rules(calendar, birth_places(), exemptions()))
    return desk.cached_rules[1]


def birth_places() -> BirthPlaces:
    """Return the birth-place codes shipped with the program; only ever used for warnings."""
    return birth_places_from_json((RESOURCES / "identity" / "birth_places.json").read_bytes())


def exemptions() -> tuple[ExemptionReason, ...]:
    """Return the reasons for paying less that the program knows."""
    return exemptions_from_json((RESOURCES / "fees" / "exemptions.json").read_text(encoding="utf-8"))


def certification_terms(on: date) -> CertificationTerms:
    """Return what the book of certified copies goes by on a day.

    Raises:
        PersonProblem: ``certifying.no_terms``, ``certifying.terms_unreadable``.
    """
    files = sorted(CERTIFIED.glob("*.json"))
    return terms_on((terms_from_json(path.read_text(encoding="utf-8")) for path in files), on)


@cache
def result_rules() -> ResultRules:
    """Return what results go by; read once.

    Raises:
        PersonProblem: ``results.rules_unreadable``.
    """
    return result_rules_from_json((RESULTS / "results.json").read_text(encoding="utf-8"))


def communes(desk: Desk) -> Gazetteer:
    """Return the names of communes before and since July 2025; read once, when the first address asks for them."""
    if desk.cached_communes is None:
        desk.cached_communes = Gazetteer(table_from_text(_newest(COMMUNES, "*.tsv").read_text(encoding="utf-8")))
    return desk.cached_communes


def current_procedures(desk: Desk, on: date | None = None) -> tuple[ProcedureVersion, ...]:
    """Return the procedures in force on a day, today by default, by code."""
    with desk.store.read() as work:
        return work.procedures.all_current(on or desk.now().date())


def _newest(folder: Path, pattern: str = "*.json") -> Path:
    return max(folder.glob(pattern))
