"""The office manifest: which counter gives which serials. Signed by the receiver; proven disjoint when it is read."""

import binascii
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from app.core.problems import PersonProblem
from app.domain.numbers.codes import is_organisation
from app.domain.numbers.ranges import DeskRanges, NumberRange
from app.domain.operations import canonical_json

FEW_COUNTERS = 8
MOST_COUNTERS = 80


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which serials each counter of an office may give, from a date on.

    Attributes:
        office: organisation code, the first part of every number.
        version: counts up per office.
        effective_from: the first day it holds for; whole days only, so that no day has two splits.
        signature: the receiver's, over ``manifest_body``; empty for an office that works alone.

    Raises:
        PersonProblem: ``numbers.ranges_overlap``, ``numbers.counter_twice`` or ``numbers.bad_organisation``.
    """

    office: str
    version: int
    effective_from: date
    desks: tuple[DeskRanges, ...]
    signature: bytes = b""

    def __post_init__(self) -> None:
        if not is_organisation(self.office):
            raise PersonProblem("numbers.bad_organisation", organisation=self.office)
        if len({desk.counter for desk in self.desks}) != len(self.desks):
            raise PersonProblem("numbers.counter_twice", office=self.office)
        ranges = [number_range for desk in self.desks for number_range in (desk.own, *desk.recovery)]
        for one, other in combinations(ranges, 2):
            if one.overlaps(other):
                raise PersonProblem("numbers.ranges_overlap", one=one.lead, other=other.lead)

    def desk(self, counter: int) -> DeskRanges:
        """Return what this counter may give.

        Raises:
            PersonProblem: ``numbers.no_range`` when the manifest does not know the counter.
        """
        for desk in self.desks:
            if desk.counter == counter:
                return desk
        raise PersonProblem("numbers.no_range", counter=counter)

    def counter_of(self, serial: int) -> int | None:
        """Return the counter that may give serial; None where none may: the portal's, or the receiver's own."""
        for desk in self.desks:
            if any(serial in each for each in (desk.own, *desk.recovery)):
                return desk.counter
        return None


def default_manifest(office: str, counters: int, effective_from: date, version: int = 1) -> Manifest:
    """Return the usual split: ``1xxx``…``8xxx`` for up to eight counters, two leading digits for up to eighty.

    Raises:
        PersonProblem: ``numbers.too_many_counters``; others as Manifest.
    """
    if not 1 <= counters <= MOST_COUNTERS:
        raise PersonProblem("numbers.too_many_counters", most=MOST_COUNTERS)
    if counters <= FEW_COUNTERS:
        desks = [(n, f"{n}", tuple(f"9{n}{again}" for again in range(10))) for n in range(1, counters + 1)]
    else:
        desks = [(n, f"{n + 9}", (f"9{n + 9}",)) for n in range(1, counters + 1)]
    return Manifest(
        office,
        version,
        effective_from,
        tuple(DeskRanges(n, NumberRange(own), tuple(map(NumberRange, again))) for n, own, again in desks),
    )


def manifest_body(manifest: Manifest) -> bytes:
    """Return the bytes that are signed: everything but the signature, canonical."""
    return canonical_json(_as_data(manifest))


def manifest_to_json(manifest: Manifest) -> str:
    """Return the manifest as it is stored and sent, signature included (base64)."""
    return canonical_json({**_as_data(manifest), "signature": b64encode(manifest.signature).decode()}).decode()


def manifest_from_json(text: str | bytes) -> Manifest:
    """Return the manifest that text holds; whether the signature is right is the caller's to check.

    Raises:
        PersonProblem: ``numbers.manifest_unreadable``; others as Manifest.
    """
    try:
        return _from_data(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, binascii.Error) as error:
        raise PersonProblem("numbers.manifest_unreadable") from error


def manifest_for(manifests: Iterable[Manifest], day: date) -> Manifest:
    """Return the newest manifest that holds on day.

    Raises:
        PersonProblem: ``numbers.no_manifest``.
    """
    holding = [manifest for manifest in manifests if manifest.effective_from <= day]
    if not holding:
        raise PersonProblem("numbers.no_manifest", day=f"{day:%d/%m/%Y}")
    return max(holding, key=lambda manifest: manifest.version)


def check_replacement(old: Manifest, new: Manifest, today: date) -> None:
    """Do nothing where new may follow old; numbers of today may already be out, so it starts tomorrow at the earliest.

    Raises:
        PersonProblem: ``numbers.manifest_not_newer`` or ``numbers.manifest_too_early``.
    """
    if new.office != old.office or new.version <= old.version:
        raise PersonProblem("numbers.manifest_not_newer", old=old.version, new=new.version)
    if new.effective_from <= today:
        raise PersonProblem("numbers.manifest_too_early", day=f"{new.effective_from:%d/%m/%Y}")


def _as_data(manifest: Manifest) -> dict[str, object]:
    return {
        "office": manifest.office,
        "version": manifest.version,
        "effective_from": manifest.effective_from.isoformat(),
        "desks": [
            {"counter": desk.counter, "own": desk.own.lead, "recovery": [r.lead for r in desk.recovery]}
            for desk in manifest.desks
        ],
    }


def _from_data(data: dict[str, Any]) -> Manifest:
    desks = tuple(
        DeskRanges(int(desk["counter"]), NumberRange(desk["own"]), tuple(map(NumberRange, desk["recovery"])))
        for desk in data["desks"]
    )
    signature = b64decode(data.get("signature", ""), validate=True)
    day = date.fromisoformat(data["effective_from"])
    return Manifest(str(data["office"]), int(data["version"]), day, desks, signature)
