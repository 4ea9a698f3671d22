"""A number split that comes from the receiver: when this desk may begin to give its numbers by it."""

from dataclasses import replace
from datetime import timedelta

from app.domain.numbers import Manifest, check_replacement, manifest_body, manifest_for, manifest_from_json
from app.models.store import Work
from app.services.desk import Desk


def is_new_split(desk: Desk, work: Work, received: Manifest) -> bool:
    """Return whether received has to be kept; False where it is known already.

    No day may have two splits: where a number of today is out and the range of this desk would change, received has to
    start tomorrow at the earliest. What the office split for itself when it was founded is older than everything that a
    receiver signs.

    Raises:
        PersonProblem: ``numbers.no_range``, ``numbers.manifest_not_newer``, ``numbers.manifest_too_early``.
    """
    ranges, today = received.desk(desk.counter.ordinal), desk.now().date()
    known = [manifest_from_json(text) for text in work.numbers.manifests()]
    if manifest_body(received) in map(manifest_body, known):
        return False
    holding = manifest_for(known, today)
    given = work.numbers.starting_with(f"{desk.office.code}-{today:%y%m%d}-")
    if not given or holding.desk(desk.counter.ordinal) == ranges:
        judged = replace(received, effective_from=today + timedelta(days=1))  # today's numbers cannot collide
    else:
        judged = received
    check_replacement(holding if holding.signature else replace(holding, version=0), judged, today)
    return True
