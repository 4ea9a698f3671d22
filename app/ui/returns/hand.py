"""The dossier in hand: what the clerk chose for it, what is still missing, and what the card shows of both."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.money import show
from app.core.problems import PersonProblem
from app.core.words import _, _n
from app.domain.dossiers import PaymentWay
from app.domain.people import Party
from app.services.reception_desk import can_take_transfers, payment_code
from app.services.sentences import describe
from app.ui.latest import Latest
from app.ui.returns.case_card import CaseCard
from app.ui.returns.choice import PROXY, Choice
from app.ui.returns.ladder import Entered
from app.ui.returns.words import WAYS, beside_words, results_words, state_of, taker_words
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_NAMED = 3
"""So many numbers of dossiers that go together are named."""


class Hand(QObject):
    """One for the page."""

    changed = Signal()

    def __init__(self, room: Workroom, card: CaseCard) -> None:
        super().__init__(card)
        self._room, self._card = room, card
        self.choice: Choice | None = None
        self._confirmed = False
        self._codes: Latest[tuple[str, ...]] = Latest(room.background.database, self)
        card.ladder.confirmed.connect(self.confirm)
        card.ladder.edited.connect(self._show_ladder)
        card.papers.changed.connect(self._show_ladder)
        card.spot.entered.connect(self.confirm)

    def take(self, choice: Choice) -> None:
        """Take dossiers in hand."""
        card, first = self._card, choice.first
        card.say_done("")
        for line in card.lines:
            line.clear()
        self._confirmed = False
        if choice.several:
            self._show_several(choice)
        else:
            self._show_one(choice)
        card.papers.show_papers(choice.originals, () if choice.several else first.back)
        card.ladder.fill(choice.known())
        self._change(choice)
        card.ladder.setFocus()

    def put_away(self) -> None:
        """Wait for the next one."""
        self.choice = None
        self._card.show_nothing()
        self.changed.emit()

    # What the clerk chooses.

    @property
    def open(self) -> bool:
        """Whether something is in hand and can go over the counter."""
        return self.choice is not None and self.choice.obstacle is None and not self.choice.aside

    def swap(self) -> None:
        """Let the next of those who may collect be the one who stands here."""
        if self.choice is not None:
            place = (self.choice.person + 1) % len(self.choice.first.people)
            self._choose(replace(self.choice, person=place))

    def proxy(self) -> None:
        """Let somebody else be here with a paper, or the person himself again."""
        if self.choice is None:
            return
        self._choose(replace(self.choice, person=0 if self.choice.person == PROXY else PROXY))
        (self._card.ladder.name if self.choice.person == PROXY else self._card.ladder).setFocus()

    def lost(self) -> None:
        """Look at an identity document instead of the slip, or take the slip after all."""
        if self.choice is None:
            return
        self._choose(replace(self.choice, lost=not self.choice.lost))
        (self._card.ladder.identity if self.choice.lost else self._card.ladder).setFocus()

    def pay(self, way: PaymentWay) -> None:
        """Take what is owed in this way; the same key again: not yet."""
        if self.choice is None or not self.choice.owed:
            return
        self._change(replace(self.choice, way=PaymentWay.NONE if self.choice.way is way else way))
        self._card.ladder.setFocus()

    def took_originals(self) -> None:
        """Say that all originals were handed in."""
        self._card.papers.originals.toggle()

    def on_spot(self) -> None:
        """Say that the result is here: finished and returned in one step."""
        if self.choice is not None:
            self._change(replace(self.choice, on_spot=True))
            self._card.spot.begin()

    def by_post(self, carrier: str) -> None:
        """Let the result go by post."""
        if self.choice is not None:
            self._change(replace(self.choice, by_post=True))
            self._card.post.fields["carrier"].setText(carrier)
            self._card.post.begin()

    def adds(self, path: str) -> None:
        """Let the file at path be a result: of the dossier that is finished now, or one more of a finished one."""
        if self.choice is None:
            return
        self._card.spot.fields["result_file"].setText(path)
        self._change(replace(self.choice, adds=not self.choice.on_spot))
        self._card.spot.begin()

    def refunds(self) -> None:
        """Let what was paid go back."""
        if self.choice is not None:
            self._change(replace(self.choice, refunds=True))
            self._card.refund.fields["refund_amount"].setText(show(self.choice.first.paid))
            self._card.refund.begin()

    def use_card(self, party: Party) -> None:
        """Take a citizen's card as the document that was looked at; a stranger's makes him the one who was sent."""
        if self.choice is None:
            return
        people = self.choice.first.people
        place = next((at for at, one in enumerate(people) if one.identity == party.identity), PROXY)
        self.choice = replace(self.choice, person=place)
        ladder = self._card.ladder
        known = self.choice.known()
        name = party.full_name if place == PROXY else ""
        ladder.fill(Entered(name, ladder.entered.paper, party.identity, known.phone, ladder.entered.receipt))
        self._change(self.choice)
        (ladder.paper if place == PROXY else ladder).setFocus()

    def confirm(self) -> None:
        """Go to the first thing that is missing, or to the button where nothing is."""
        if not self.open:
            return
        self._confirmed = True
        self._show_ladder()
        problem = next(iter(self.problems()), None)
        (self._card.give_button if problem is None else self._place(problem.code)[1]).setFocus()

    def problems(self) -> tuple[PersonProblem, ...]:
        """Return what stands against giving it now."""
        if self.choice is None:
            return ()
        papers = self._card.papers
        return tuple(self.choice.problems(self._card.ladder.entered, originals=papers.originals.isChecked()))

    # What the card shows.

    def _choose(self, choice: Choice) -> None:
        known, entered = choice.known(), self._card.ladder.entered
        self._card.ladder.fill(replace(known, receipt=entered.receipt))
        self._change(choice)

    def _change(self, choice: Choice) -> None:
        self.choice = choice
        card, obstacle = self._card, choice.obstacle
        card.show_obstacle(describe(obstacle) if obstacle else None)
        card.ladder.setVisible(obstacle is None and not choice.aside)
        card.papers.setVisible(obstacle is None)
        card.show_beside(_worth_knowing(choice))
        self._show_code(choice)
        self._show_ladder()
        self.changed.emit()

    def _show_one(self, choice: Choice) -> None:
        first = choice.first
        dossier = first.dossier
        given = _("Trả: {results}").format(results=results_words(first.results))
        self._card.show_head(
            dossier.number,
            state_of(first, self._room.desk.now()),
            dossier.parties.effective_owner.full_name,
            f"{dossier.procedure_code} · {dossier.content}",
            "" if first.gives_back or first.working else given,
        )

    def _show_several(self, choice: Choice) -> None:
        numbers = [case.dossier.number for case in choice.cases]
        more = "…" if len(numbers) > _NAMED else ""
        title = _n("{count} kết quả trả cùng lúc", len(numbers)).format(count=len(numbers))
        name = choice.first.dossier.parties.submitter.full_name
        self._card.show_head(title, ("", Tone.NEUTRAL), name, ", ".join(numbers[:_NAMED]) + more, "")

    def _show_ladder(self) -> None:
        choice, ladder = self.choice, self._card.ladder
        if choice is None:
            return
        proxy, missing = choice.person == PROXY, self._missing()
        proof = _("Mất giấy hẹn: xem giấy tờ tùy thân") if choice.lost else _("Thu lại giấy hẹn")
        for line, text in (
            (ladder.who, "" if proxy else taker_words(choice.taker(ladder.entered))),
            (ladder.document, ""),
            (ladder.money, self._money(choice)),
            (ladder.proof, proof),
        ):
            problem = missing.get(line, "")
            line.say(text, sure=not problem, problem=problem if self._confirmed else "")
        for field in (ladder.name, ladder.paper):
            field.setVisible(proxy)
        ladder.receipt.setVisible(bool(choice.owed) and choice.way is not PaymentWay.NONE)

    def _missing(self) -> dict[QWidget, str]:
        found: dict[QWidget, str] = {}
        for problem in self.problems():
            found.setdefault(self._place(problem.code)[0], str(describe(problem)))
        return found

    def _place(self, code: str) -> tuple[QWidget, QWidget]:
        """Return the rung and the widget that a problem is about."""
        ladder = self._card.ladder
        places: dict[str, tuple[QWidget, QWidget]] = {
            "returning.name_missing": (ladder.who, ladder.name),
            "returning.authorisation_missing": (ladder.who, ladder.paper),
            "returning.identity_missing": (ladder.document, ladder.identity),
            "returning.identity_other": (ladder.document, ladder.identity),
            "returning.originals_owed": (ladder.proof, self._card.papers.originals),
            "cash.way_missing": (ladder.money, ladder.buttons["returns.cash"]),
        }
        return places.get(code, (ladder.proof, ladder))

    def _money(self, choice: Choice) -> str:
        if not choice.owed:
            return _("Không còn khoản nào")
        if choice.way is PaymentWay.NONE:
            return _("Còn {amount}").format(amount=show(choice.owed))
        return _("Thu {amount} {way}").format(amount=show(choice.owed), way=_(WAYS[choice.way]))

    def _show_code(self, choice: Choice) -> None:
        desk = self._room.desk
        if choice.way is not PaymentWay.VIETQR or not can_take_transfers(desk):
            self._card.show_code(())
            return
        paid = [case.dossier.number for case in choice.cases if case.owed]
        number, amount = paid[0] if paid else choice.first.dossier.number, choice.owed

        def shown(rows: tuple[str, ...]) -> None:
            if self.choice is not None and self.choice.way is PaymentWay.VIETQR:
                self._card.show_code(rows)

        self._codes.ask(lambda: payment_code(desk, number, amount, max(1, len(paid))), shown, self._room.tell)


def _worth_knowing(choice: Choice) -> str:
    """Return what does not stand in the way and is worth a word: other results, money at the post, a missing file."""
    if choice.several:
        return ""
    first, lines = choice.first, []
    if first.beside:
        lines.append(beside_words(len(first.beside), grouped=first.grouped))
    if choice.with_post and choice.owed:
        way = _(WAYS[choice.way]) if choice.way in WAYS else _("bấm Alt+1 hoặc Alt+2")
        lines.append(_("Bưu chính thu hộ {amount}: {way}").format(amount=show(choice.owed), way=way))
    if first.lacks is not None:
        lines.append(_("Chưa có kết quả điện tử ({basis}) – Alt+F.").format(basis=first.lacks.legal_basis))
    if first.gives_back and first.paid:
        lines.append(_("Đã thu {amount}; hoàn lại thì bấm Alt+L.").format(amount=show(first.paid)))
    return "\n".join(lines)
