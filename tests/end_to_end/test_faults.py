"""A receiving program is killed at random moments: what it acknowledged is there, once, and the draft is too."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.core.clock import SystemClock
from app.core.paths import StoreFolder
from app.models.rows import Queue
from app.services import dossiers, slips
from app.services.desk import Desk
from app.services.drafts import load_drafts
from app.services.opening import open_desk
from app.services.practice import open_practice
from app.services.security import Session

_RECEIVER = """
import json, sys
from dataclasses import replace
from pathlib import Path
from app.core.clock import SystemClock
from app.core.paths import StoreFolder
from app.domain.card_qr import parse_card
from app.services.drafts import load_drafts, save_draft
from app.services.opening import open_desk
from app.services.practice import filled_draft, made_up_people
from app.services.reception import receive
from app.services.reference import current_procedures
from app.services.security import Session

desk = open_desk(StoreFolder(Path(sys.argv[1])), SystemClock())
with desk.store.read() as work:
    session = Session(work.accounts.by_login("tap"), desk.now())
(version,) = (version for version in current_procedures(desk) if version.code == "1.001193")

def say(**what):
    print(json.dumps(what), flush=True)

def bring(draft):
    received = receive(desk, session, draft)
    say(id=str(received.dossier.id), number=received.dossier.number)

say(resumed=[str(draft.id) for draft in load_drafts(desk, session)])
for draft in load_drafts(desk, session):
    bring(draft)
for made_up in made_up_people(int(sys.argv[2]), 5_000):
    draft = filled_draft(desk, version, parse_card(made_up.card_2024()).party)
    draft = replace(draft, submitter=replace(draft.submitter, phone=made_up.phone))
    save_draft(desk, session, draft)
    say(draft=str(draft.id))
    bring(draft)
"""


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    root = StoreFolder(tmp_path / "practice")
    open_practice(root, SystemClock()).close()
    return root


def run_and_kill(folder: StoreFolder, seed: int, lines: int, after: float) -> list[dict[str, object]]:
    """Let the program say so many lines and go on for a moment, kill it, and return what it said in whole lines."""
    with subprocess.Popen(
        [sys.executable, "-c", _RECEIVER, str(folder.root), str(seed)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        heard = "".join(process.stdout.readline() for _ in range(lines))
        time.sleep(after)
        process.kill()
        heard += process.stdout.read()
    return [json.loads(line) for line in heard.rpartition("\n")[0].splitlines()]


def opened(folder: StoreFolder) -> tuple[Desk, Session]:
    desk = open_desk(folder, SystemClock())
    with desk.store.read() as work:
        account = work.accounts.by_login("tap")
    assert account is not None
    return desk, Session(account, desk.now())


def test_nothing_acknowledged_is_lost_to_kill_9(folder: StoreFolder) -> None:
    dice = random.Random(20261120)
    acknowledged: dict[str, str] = {}
    typed: set[str] = set()
    for seed in range(5):
        said = run_and_kill(folder, seed, dice.randint(4, 20), dice.uniform(0, 0.05))
        typed |= {str(line["draft"]) for line in said if "draft" in line}
        for line in said:
            if "number" in line:
                # A draft that was received without a word may be received again: it keeps its number.
                assert acknowledged.setdefault(str(line["id"]), str(line["number"])) == line["number"]
        desk, session = opened(folder)
        try:
            desk.store.check()
            rows = {str(row.id): row.number for row in dossiers.search(desk, session, "", queue=Queue.ALL, limit=5000)}
            drafts = {str(draft.id) for draft in load_drafts(desk, session)}
            assert {one: rows.get(one) for one in acknowledged} == acknowledged
            assert len(set(rows.values())) == len(rows)
            # What was typed is a dossier or still a draft: one of the two, never both.
            assert typed <= set(rows) | drafts
            assert drafts.isdisjoint(rows)
            assert len(slips.unprinted(desk, session)) == len(rows)
            with desk.store.read() as work:
                assert work.audit.verify() is None
                assert work.outbox.counts().unsent == len(rows)
        finally:
            desk.close()
    assert len(acknowledged) >= 5
