"""The counter of the demonstration: receives made-up people one after the other and says so line by line."""

import argparse
import json
import threading
import uuid
from dataclasses import replace

from app.cli.parser import opened_desk, signed_in
from app.core.vietnamese import fold
from app.domain.card_qr import parse_card
from app.domain.dossiers import PaperState, PaymentWay
from app.domain.drafts import Draft, text_of, with_paper
from app.domain.made_up import MadeUpPerson
from app.domain.procedures import PaperForm, ProcedureVersion
from app.scanning.device import Mode
from app.scanning.simulator import drawn
from app.services.desk import Desk
from app.services.drafts import save_draft
from app.services.papers import DraftPapers, open_spools
from app.services.practice import filled_draft, made_up_people
from app.services.printing_jobs import PrintProgress, follow, hand_over, queue_for
from app.services.reception import judge, receive
from app.services.reference import current_procedures
from app.services.security import Session
from app.services.slips import prepare, record_print

SEED = 2026
_SPACE = uuid.UUID("6d6f7463-7561-4465-8d6f-000000000000")
_SCANNED_EVERY = 5


def receive_range(arguments: argparse.Namespace) -> None:
    """Receive dossiers first…last; those that were received before the kill are recognised and not received again."""
    desk = opened_desk(arguments)
    try:
        session = signed_in(arguments, desk)
        people = made_up_people(SEED, arguments.last + 1)
        procedures = usable(desk)
        for place in range(arguments.first, arguments.last + 1):
            number, pages = _receive(desk, session, people[place], procedures[place % len(procedures)], place)
            print(json.dumps({"place": place, "number": number, "pages": pages}), flush=True)
    finally:
        desk.close()


def usable(desk: Desk) -> list[ProcedureVersion]:
    """Return the procedures whose first case states a limit: what a clerk receives without looking anything up."""
    return [version for version in current_procedures(desk) if version.cases[0].time_limits[0][1] is not None]


def _receive(
    desk: Desk, session: Session, person: MadeUpPerson, version: ProcedureVersion, place: int
) -> tuple[str, int]:
    card = person.card_2024() if place % 2 else person.card_2021()
    if place % 7 == 3:
        card = fold(card).upper()  # a card whose code has no accents
    party = parse_card(card).party
    if party is None:
        raise RuntimeError("a made-up card could not be read")
    # The id hangs on the place: a restarted counter meets its own draft again.
    draft = replace(filled_draft(desk, version, party), id=uuid.uuid5(_SPACE, f"{desk.office.id}/{place}"))
    draft = replace(draft, submitter=replace(text_of(party, from_card=True), phone=person.phone))
    draft = _settled(desk, session, draft)
    papers = DraftPapers(desk, open_spools(desk), draft.id)
    with desk.store.read() as work:
        known = work.dossiers.get(draft.id)
    if known is None:
        save_draft(desk, session, draft)
        draft = _with_page(session, papers, draft, place)
    received = receive(desk, session, draft, papers.attach(draft))
    papers.discard()
    _print(desk, session, received.print_id)
    return received.dossier.number, sum(paper.pages for paper in received.dossier.papers)


def _settled(desk: Desk, session: Session, draft: Draft) -> Draft:
    """Answer what a clerk would be asked: an unknown fee is typed, the rest is paid in cash."""
    examination = judge(desk, session, draft)
    if examination.fees is None:
        draft = replace(draft, fee_settled_by_hand="15000")
    return replace(draft, payment=PaymentWay.CASH)


def _with_page(session: Session, papers: DraftPapers, draft: Draft, place: int) -> Draft:
    entry = next((p for p in draft.papers if p.asked_form is not PaperForm.SHOWN), None)
    if entry is None:
        return draft
    if place % _SCANNED_EVERY == 0 and not papers.ordinals():
        papers.scan(session, entry.ordinal, threading.Event(), lambda _page: None)
    elif not papers.ordinals():
        page = drawn((entry.name, draft.submitter.full_name), seed=place)(200, Mode.COLOUR)
        papers.bring_data(session, entry.ordinal, page, f"giay-{place}.jpg")
    return with_paper(draft, replace(entry, state=PaperState.HANDED_IN, originals=max(entry.originals, 1)))


def _print(desk: Desk, session: Session, print_id: uuid.UUID) -> None:
    slip = prepare(desk, session, print_id)
    with desk.store.read() as work:
        record = work.prints.get(print_id)
    if record is not None and record.job:
        return  # printed before the kill
    queue, printer = queue_for(desk.settings, desk.folder.slips)
    job = hand_over(queue, printer, slip)

    def write_down(said: PrintProgress) -> None:
        record_print(desk, print_id, said.recorded, job=said.job, reason=said.reason)

    follow(queue, job, print_id, desk.clock, write_down, threading.Event())
