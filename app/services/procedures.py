"""The catalogue of this desk: importing, searching, and settling what is in doubt."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from app.core.problems import PersonProblem
from app.domain.catalogue_format import to_json
from app.domain.national_records import Rejected, diff, read_records
from app.domain.permissions import Permission, require
from app.domain.procedures import ProcedureVersion
from app.models.store import Work
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.security import Session


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or would do.

    Attributes:
        read: how many records the file held.
        added: codes that are new here.
        renewed: code → what the new version changes, in words.
        unchanged: codes whose newest version says the same.
        kept: codes whose version here is settled while the record leaves doubts: the settled one stays in force.
        in_doubt: codes with at least one entry in the review list.
        rejected: records that could not be taken, each with its reason.
    """

    read: int
    added: tuple[str, ...]
    renewed: dict[str, tuple[str, ...]]
    unchanged: tuple[str, ...]
    kept: tuple[str, ...]
    in_doubt: tuple[str, ...]
    rejected: tuple[Rejected, ...]
    changes: Changes


def import_procedures(desk: Desk, session: Session, text: str, *, dry_run: bool = False) -> ImportResult:
    """Import procedures in the national record shape. An open dossier keeps the version it was received under.

    A text that is no list of records at all is one rejected entry that says so.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.IMPORT_PROCEDURES)
    report = read_records(text)
    with desk.store.work() as work:
        put = put_versions(desk, work, report.accepted)
        if not dry_run:
            desk.audit(work, session.account, "procedures.imported", "", added=len(put.added), renewed=len(put.renewed))
            work.commit()
    return ImportResult(
        read=len(report.accepted) + len(report.rejected),
        added=tuple(put.added),
        renewed=put.renewed,
        unchanged=tuple(put.unchanged),
        kept=tuple(put.kept),
        in_doubt=tuple(v.code for v in report.accepted if v.review and v.code not in put.kept),
        rejected=report.rejected,
        changes=Changes(frozenset({Subject.PROCEDURES})) if not dry_run and (put.added or put.renewed) else Changes(),
    )


@dataclass(slots=True)
class PutVersions:
    """What became of each version that was offered; the fields are those of ImportResult."""

    added: list[str] = field(default_factory=list)
    renewed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def put_versions(desk: Desk, work: Work, versions: Iterable[ProcedureVersion]) -> PutVersions:
    """Add versions that say something new; the caller commits."""
    today = desk.now().date()
    put = PutVersions()
    for version in versions:
        latest = work.procedures.latest_version(version.code)
        old = work.procedures.version(version.code, latest) if latest else None
        new = replace(version, version=latest + 1, valid_from=version.valid_from or today)
        if old is None:
            put.added.append(version.code)
        elif new.review and not old.review:
            # A doubtful record must not take a working deadline or fee away from the desk.
            put.kept.append(version.code)
            continue
        else:
            new = _with_local_words(new, old)
            changed = diff(old, new)
            if not changed:
                put.unchanged.append(version.code)
                continue
            put.renewed[version.code] = changed
        work.procedures.put(new, to_json(new))
    return put


def _with_local_words(new: ProcedureVersion, old: ProcedureVersion) -> ProcedureVersion:
    """Keep what the source does not know: the short name and the nicknames this office uses."""
    return replace(
        new, short_name=new.short_name or old.short_name, nicknames=new.nicknames or old.nicknames,
        resolving_unit=new.resolving_unit or old.resolving_unit,
    )  # fmt: skip


def in_doubt(desk: Desk, session: Session) -> tuple[ProcedureVersion, ...]:
    """Return the current procedures with open entries in the review list.

    Raises:
        PersonProblem: ``permissions.refused``: shown to those who may settle them.
    """
    require(session.account, Permission.SETTLE_REVIEW)
    with desk.store.read() as work:
        return work.procedures.in_doubt(desk.now().date())


def settle(desk: Desk, session: Session, version: ProcedureVersion) -> Changes:
    """Put a corrected version in force: a person has looked at the doubts and decided.

    Args:
        desk: the open desk.
        session: who settles; needs SETTLE_REVIEW.
        version: the corrected procedure, its review list holding only what is still open.

    Raises:
        PersonProblem: ``permissions.refused``, ``procedures.unknown``, ``procedures.stale``.
    """
    require(session.account, Permission.SETTLE_REVIEW)
    with desk.store.work() as work:
        latest = work.procedures.latest_version(version.code)
        if latest == 0:
            raise PersonProblem("procedures.unknown", code=version.code)
        if latest != version.version:
            raise PersonProblem("procedures.stale", code=version.code)
        new = replace(version, version=latest + 1, valid_from=desk.now().date())
        work.procedures.put(new, to_json(new))
        desk.audit(work, session.account, "procedures.settled", version.code, version=new.version)
        work.commit()
    return Changes(frozenset({Subject.PROCEDURES}))
