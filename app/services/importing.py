"""Dossiers from a spreadsheet: looked at line by line before anything is written, then all of them or none."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from app.core.paths import write_durably
from app.core.problems import OutsideProblem, PersonProblem
from app.domain.alikeness import ReceivedToday, keys_of
from app.domain.checks import Finding, Severity
from app.domain.dossiers import Dossier
from app.domain.drafts import Draft
from app.domain.importing.columns import Columns, find_columns
from app.domain.importing.lines import meaning_of, read_line, repeated
from app.domain.importing.table import Sheet, SheetLine
from app.domain.importing.template import HOW, TITLES, TO_MEND, how_to_fill
from app.domain.permissions import Permission, require
from app.domain.procedures import ProcedureVersion
from app.domain.reception import Rules, examine, parties_of
from app.models.store import Work
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.drafts import keep_draft
from app.services.groups import owe_common_slip
from app.services.numbering import GivenNumber, keep_witness
from app.services.reception import RECEIVING, Received, take_in
from app.services.reference import rules
from app.services.security import Session
from app.services.sentences import describe, sentence
from app.services.slips import ask_for_first_slip
from app.sheets.reading import read_sheet
from app.sheets.writing import xlsx

_SEEN = "imported"
_SPARE = 200
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A line of the file as a dossier to be.

    Attributes:
        place: its number in the file.
        findings: what is to be said; the field is the meaning of a column, empty: the line as a whole.
        number: of today's dossier of the same person; empty: there is none.
        repeats: the line of the file that names the same person before; 0: none does.
    """

    place: int
    draft: Draft
    findings: tuple[Finding, ...]
    number: str = ""
    repeats: int = 0

    @property
    def wrong(self) -> bool:
        """Whether something has to be mended before it can be received."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def doubtful(self) -> bool:
        """Whether it may be there already."""
        return bool(self.number or self.repeats)


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as it would be imported; seen_at: when the same file was imported before."""

    sheet: Sheet
    columns: Columns
    version: ProcedureVersion
    lines: tuple[ImportLine, ...]
    seen_at: datetime | None = None

    def sentences(self, line: ImportLine) -> tuple[tuple[str, str], ...]:
        """Return what is to be said of a line: (title of the column or nothing, sentence), errors first."""
        ordered = sorted(line.findings, key=lambda finding: finding.severity is not Severity.ERROR)
        said = [(self.columns.title(one.field), str(sentence(one.code, one.params))) for one in ordered]
        if line.number:
            said.append(("", str(sentence("imports.received_today", {"number": line.number}))))
        if line.repeats:
            said.append(("", str(sentence("imports.repeats_line", {"place": line.repeats}))))
        return tuple(said)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of it; received: one entry a paper that is owed, drafts: what was only kept."""

    count: int
    changes: Changes
    received: tuple[Received, ...] = ()
    drafts: tuple[Draft, ...] = ()


def read_file(path: Path) -> Sheet:
    """Return the first sheet of a file; problems as ``app.sheets.reading.read_sheet``."""
    return read_sheet(path)


def preview(desk: Desk, session: Session, sheet: Sheet, procedure: str) -> Preview:
    """Return what a file would become; nothing is written.

    Raises:
        PersonProblem: ``permissions.refused``, ``imports.no_procedure``, ``imports.no_titles``,
            ``imports.same_column``, ``imports.no_lines``.
    """
    require(session.account, Permission.RECEIVE)
    columns = find_columns(sheet.lines)
    below = sheet.lines[columns.line + 1 :]
    if not below:
        raise PersonProblem("imports.no_lines", name=sheet.name)
    now = desk.now()
    with desk.store.read() as work:
        version = work.procedures.current(procedure, now.date())
        if version is None:
            raise PersonProblem("imports.no_procedure", code=procedure)
        in_force, today = rules(desk, work), work.dossiers.received_on(now.date(), procedure)
        seen = work.offices.get(f"{_SEEN}.{sheet.digest}")
    lines = [_line(desk, line, columns, version, in_force) for line in below]
    seen_at = datetime.fromisoformat(seen.decode()) if seen else None
    return Preview(sheet, columns, version, tuple(_compared(lines, today)), seen_at)


def carry_out(
    desk: Desk,
    session: Session,
    seen: Preview,
    chosen: Collection[int],
    *,
    as_drafts: bool = False,
    progress: Progress = lambda _done, _all: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Imported:
    """Receive the chosen lines, or keep them as drafts: all of them in one transaction, or none.

    Lines that one person hands in get one slip; otherwise each owes its own.

    Args:
        desk: the open desk.
        session: who imports.
        seen: what was looked at.
        chosen: places of the lines.
        as_drafts: they are only kept, whatever is wrong with them.
        progress: told how many are done of how many.
        stopped: whether somebody wants to stop; asked before each line and before the end.

    Raises:
        PersonProblem: ``permissions.refused``, ``imports.nothing_chosen``, ``imports.line_refused`` with the line and
            why, ``imports.done_already``, ``imports.stopped``; then nothing was written.
    """
    require(session.account, Permission.RECEIVE)
    lines = [line for line in seen.lines if line.place in chosen]
    if not lines:
        raise PersonProblem("imports.nothing_chosen")
    with desk.store.work() as work:
        job = _Job(desk, work, session, lines, progress, stopped)
        imported, last = (job.keep(), None) if as_drafts else job.receive()
        work.offices.put(f"{_SEEN}.{seen.sheet.digest}", desk.now().isoformat().encode())
        desk.audit(
            work, session.account, "dossiers.imported", seen.sheet.digest, file=seen.sheet.name, count=len(lines)
        )
        job.go_on(len(lines))
        work.commit()
    if last is not None:
        keep_witness(desk, last)
    return imported


class _Job:
    """The lines of one import within its transaction."""

    def __init__(
        self,
        desk: Desk,
        work: Work,
        session: Session,
        lines: list[ImportLine],
        progress: Progress,
        stopped: Callable[[], bool],
    ) -> None:
        self._desk, self._work, self._session, self._lines = desk, work, session, lines
        self._progress, self._stopped = progress, stopped

    def go_on(self, done: int) -> None:
        """Tell how far it is; stop where somebody wants to."""
        self._progress(done, len(self._lines))
        if self._stopped():
            raise PersonProblem("imports.stopped")

    def keep(self) -> Imported:
        """Keep every line as a draft."""
        for done, line in enumerate(self._lines):
            self.go_on(done)
            keep_draft(self._work, self._session, line.draft, self._desk.now())
        drafts = tuple(line.draft for line in self._lines)
        return Imported(len(drafts), Changes(frozenset({Subject.DRAFTS})), drafts=drafts)

    def receive(self) -> tuple[Imported, GivenNumber | None]:
        """Receive every line; return the last number that was given, too."""
        group = _common_group(self._lines)
        dossiers: list[Dossier] = []
        last = None
        for done, line in enumerate(self._lines):
            self.go_on(done)
            if self._work.dossiers.get(line.draft.id) is not None:
                raise PersonProblem("imports.done_already", name=line.draft.submitter.full_name)
            try:
                taken = take_in(self._desk, self._work, self._session, replace(line.draft, group=group))
            except PersonProblem as problem:
                raise PersonProblem("imports.line_refused", place=line.place, why=_why(line, problem)) from problem
            dossiers.append(taken.dossier)
            last = last if taken.given.provisional else taken.given
        received = self._papers(dossiers, group)
        changes = Changes(RECEIVING, frozenset(one.id for one in dossiers))
        return Imported(len(dossiers), changes, received), last

    def _papers(self, dossiers: list[Dossier], group: UUID | None) -> tuple[Received, ...]:
        own = [ask_for_first_slip(self._desk, self._work, one) for one in dossiers]
        if group is None:
            return tuple(Received(one, paper, Changes()) for one, paper in zip(dossiers, own, strict=True))
        print_id, members = owe_common_slip(self._desk, self._work, self._session, group)
        return (Received(members[-1], print_id, Changes(), members),)


def template(version: ProcedureVersion) -> bytes:
    """Return a workbook to be filled in for a procedure: every column is text, so that no zero is lost."""
    return xlsx(version.code, tuple(TITLES.values()), (), spare=_SPARE, beside=(HOW, how_to_fill(version)))


def lines_to_mend(seen: Preview) -> bytes:
    """Return a workbook with the lines that cannot be received, as the file has them, and what is wrong with each."""
    columns, below = seen.columns, {line.place: line for line in seen.sheet.lines}
    wrong = [line for line in seen.lines if line.wrong]
    marked = {
        (at, columns.places[finding.field])
        for at, line in enumerate(wrong)
        for finding in line.findings
        if finding.severity is Severity.ERROR and finding.field in columns.places
    }
    width = len(columns.titles)
    rows = [[*(below[line.place].cell(n).text for n in range(width)), _said(seen, line)] for line in wrong]
    return xlsx(seen.version.code, (*columns.titles, TO_MEND), rows, marked=marked)


def save_workbook(data: bytes, target: Path) -> None:
    """Save a workbook.

    Raises:
        OutsideProblem: ``imports.not_saved``.
    """
    try:
        write_durably(target, data)
    except OSError as error:
        raise OutsideProblem("imports.not_saved", path=str(target)) from error


def _said(seen: Preview, line: ImportLine) -> str:
    return "; ".join(f"{title}: {text}" if title else text for title, text in seen.sentences(line))


def _line(desk: Desk, line: SheetLine, columns: Columns, version: ProcedureVersion, in_force: Rules) -> ImportLine:
    read = read_line(line, columns, desk.ids.new(), version)
    judged = examine(read.draft, version, desk.now(), in_force).findings
    about = (replace(finding, field=meaning_of(finding.field)) for finding in judged)
    # A paper that nobody ticked is the clerk's to look at; sixty times the same warning would hide the others.
    told = tuple(finding for finding in about if finding.code != "reception.papers_missing")
    return ImportLine(line.place, read.draft, (*read.findings, *told))


def _compared(lines: list[ImportLine], today: Iterable[ReceivedToday]) -> Iterable[ImportLine]:
    """Return the lines with what is the same person's: the owner's, whoever brings it."""
    keys = [keys_of(parties_of(line.draft).effective_owner) for line in lines]
    earlier = repeated(keys)
    known: dict[object, list[str]] = defaultdict(list)
    for other in today:
        for key in keys_of(other.parties.effective_owner):
            known[key].append(other.number)
    for at, line in enumerate(lines):
        number = next((number for key in keys[at] for number in known.get(key, ())), "")
        yield replace(line, number=number, repeats=lines[earlier[at]].place if at in earlier else 0)


def _common_group(lines: list[ImportLine]) -> UUID | None:
    """Return the group of lines that one person hands in; None where they come from several, or there is one."""
    submitters = {keys_of(parties_of(line.draft).submitter) for line in lines}
    one = len(submitters) == 1 and bool(next(iter(submitters)))
    return lines[0].draft.id if one and len(lines) > 1 else None


def _why(line: ImportLine, problem: PersonProblem) -> str:
    errors = [finding for finding in line.findings if finding.severity is Severity.ERROR]
    return str(sentence(errors[0].code, errors[0].params)) if errors else describe(problem).text
