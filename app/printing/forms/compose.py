"""A form from its layout and its filling."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Paragraph

from app.printing import fonts
from app.printing.forms import house as style
from app.printing.forms.blocks import Block
from app.printing.forms.code_block import Codes, code_block, codes_around
from app.printing.forms.filling import Filling, Said, said
from app.printing.forms.grid import Grid
from app.printing.forms.kinds import kinds_of
from app.printing.forms.layout import FormLayout, Line
from app.printing.forms.pages import Closing, Pages
from app.printing.forms.sets import form_layout, house
from app.printing.forms.sheets import House, PaperSize, Sheet
from app.printing.forms.signing import signatures
from app.printing.forms.tables import table
from app.printing.forms.text import body_kind, one_line


def render(kind: str, filling: Filling, layout_set: str, paper: PaperSize) -> bytes:
    """Return the form as PDF, all its copies; the same filling gives the same bytes.

    Args:
        kind: which form, one of the names in a set's ``forms``.
        filling: what it says.
        layout_set: name of the set of forms, one of ``sets.set_names()``.
        paper: A4 follows the decree; A5 is the same form reduced, which the decree does not know; a label is for
            certification texts.

    Raises:
        PersonProblem: ``printing.letter_missing``, ``printing.number_too_long``, ``printing.not_encodable``,
            ``printing.layout_unknown``.
        OutsideProblem: ``printing.font_missing``, ``printing.layout_damaged``.
    """
    form = form_layout(kind, layout_set)
    return _Composer(form, filling, house(form.house), paper).pdf()


class _Composer:
    """Puts one form together."""

    def __init__(self, form: FormLayout, filling: Filling, decree: House, paper: PaperSize) -> None:
        sheet = decree.sheets[paper]
        self._form, self._filling, self._decree = form, filling, decree
        aired = sheet.model_copy(update={"gap": sheet.gap * form.air})
        self._sheet: Sheet = aired.turned() if form.landscape else aired
        self._told: Said = said(filling)
        self._pages = Pages(
            self._sheet,
            title=fonts.clean(f"{form.title} {filling.number}"),
            author=fonts.clean(filling.head.office_name),
            practice=filling.marks.practice,
            void=decree.words.void if filling.marks.void else "",
        )
        self._codes = _codes(form, filling)

    def pdf(self) -> bytes:
        """Return the finished form."""
        labels = self._form.copies
        chosen = self._filling.marks.copies or range(1, len(labels) + 1)
        copies = [f"({labels[copy - 1]})" for copy in chosen] if labels else [""] * self._filling.pieces
        return self._pages.pdf([*self._beginning(), *self._rest()], copies, down=self._filling.space_above * mm)

    def _beginning(self) -> list[Block]:
        return [*self._head(), *self._titles(), *self._stamps()]

    def _titles(self) -> list[Block]:
        form, kind, column = self._form, kinds_of(self._sheet), self._pages.column
        title_kind = kind.title if form.title_style == "title" else kind.of["big_title"]
        titles: list[Block] = [
            *([Paragraph(form.title, title_kind)] if form.title_style != "none" else []),
            *([self._pages.label()] if form.copies else []),
            *self._flat(form.subtitle),
        ]
        if not form.codes_beside_title or not self._codes:
            return titles
        around = codes_around(self._codes, self._sheet, titles, column)
        return [around] if around else [*titles, code_block(self._codes, self._sheet, column)]

    def _rest(self) -> list[Block | Closing]:
        """Return the body, its last lines tied to the signatures."""
        form, told, sheet = self._form, self._told, self._sheet
        body = self._flat(form.body)
        end: list[Block] = []
        if form.signatures and (not form.sign_when or told.values[form.sign_when]):
            end.append(signatures(form.signatures, told, sheet, self._pages.column, self._codes))
        end += self._flat(form.notes)
        begin = self._begin_of_end(body)
        blocks, last = body[:begin], body[begin:]
        return [*blocks, Closing(last[0], (*last[1:], *end))] if end and last else [*blocks, *last, *end]

    def _begin_of_end(self, body: Sequence[Block]) -> int:
        """Return the place of the first paragraph or table that goes with the signatures.

        A table among them is the first: it can be divided, and what comes after the first one cannot. Of a list, its
        last items go: the others stay with the words that announce them.
        """
        first = max(0, len(body) - self._form.keep)
        tables = [place for place in range(first, len(body)) if isinstance(body[place], Grid)]
        return tables[-1] if tables else first

    def _flat(self, layout: Sequence[Line]) -> list[Block]:
        return [block for line in layout for block in self._line(line)]

    def _line(self, line: Line) -> list[Block]:
        if line.when and not self._told.values[line.when]:
            return []
        if line.codes:
            return [code_block(self._codes, self._sheet, self._pages.column)] if self._codes else []
        if line.table:
            layout, pages = self._form.tables[line.table], self._pages
            return [table(line.table, layout, self._told, self._sheet, column=pages.column, room=pages.room)]
        return one_line(line, self._told, body_kind(self._sheet))

    def _head(self) -> list[Block]:
        form, head, column = self._form, self._filling.head, self._pages.column
        if form.head == "none":
            return []
        if form.head == "office":
            return [style.office_head(self._sheet, column, owner=head.governing_body, office=head.office_name)]
        number = form.number.format(form_number=head.form_number) if head.form_number else form.number_blank
        return [
            style.head(
                self._decree,
                self._sheet,
                column,
                owner=head.governing_body,
                office=head.office_name,
                number=number,
                place_and_date=f"{head.place or '..........'}, {style.day_in_words(head.day)}",
            )
        ]

    def _stamps(self) -> list[Block]:
        marks, words = self._filling.marks, self._decree.words
        texts = [words.provisional] if marks.provisional else []
        if marks.reprint:
            texts.append(words.reprint.format(reprint=marks.reprint))
        if marks.void:
            texts.append(f"{words.void}: {fonts.markup(marks.void_reason)}" if marks.void_reason else words.void)
        return [style.stamp(texts, self._sheet, self._pages.column)] if texts else []


def _codes(form: FormLayout, filling: Filling) -> Codes | None:
    number = filling.number
    if not number:
        return None
    link = filling.head.link(number)
    return Codes(number, link if number in link else number, form.code_label)
