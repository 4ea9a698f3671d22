"""Form 01: the reception slip (Giấy tiếp nhận hồ sơ và hẹn trả kết quả)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.platypus import LongTable, Paragraph

from app.core.money import Dong, in_words, show
from app.domain.people import Parties, Party, PartyKind
from app.printing import codes, fonts
from app.printing.forms import house
from app.printing.forms.layout import PaperSize, Sheet, SlipLayout, slip_layout
from app.printing.forms.layout import house as house_style
from app.printing.forms.pages import Block, Drawn, Pages, Together
from app.printing.pen import Pen


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """One line of the list of papers; ``note`` stands behind the name (``"chỉ xuất trình"``)."""

    name: str
    originals: int = 0
    certified_copies: int = 0
    photocopies: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class SlipFee:
    """One fee; ``exemption`` names the reason why the amount is 0."""

    name: str
    amount: Dong
    exemption: str = ""


@dataclass(frozen=True, slots=True)
class SlipData:
    """Everything a reception slip says. Any text may be empty except the number; empty ones become dotted lines.

    Attributes:
        governing_body, office_name: head of the form, left.
        place: place name of the date line; the date is that of reception.
        number: the dossier's number, ASCII; printed as text and as Code128.
        provisional: the number was given by the counter and will be replaced by the province's.
        received_at, appointment: printed in their own offset.
        return_place: where the result will be collected, in words.
        form_number: the form's own number and symbol (``"0017/TTPVHCC"``).
        acts_for: for postal staff: the office or person they act for.
        payment: how the fee was paid, in words.
        lookup_url: link by which the citizen looks the dossier up; ``{number}`` in it stands for the number. It becomes
            the QR where it holds the number; any other QR is the number itself.
        practice: mark every page as made for practice.
        reprint: how often it was printed before; 0: the first print.
        copies: which copies, 1-based; empty: all of the layout.
    """

    governing_body: str
    office_name: str
    place: str
    number: str
    parties: Parties
    content: str
    papers: tuple[SlipPaper, ...]
    limit_text: str
    received_at: datetime
    appointment: datetime
    return_place: str
    clerk_name: str
    sets: int = 1
    provisional: bool = False
    form_number: str = ""
    acts_for: str = ""
    office_phone: str = ""
    register_volume: str = ""
    register_serial: str = ""
    fees: tuple[SlipFee, ...] = ()
    payment: str = ""
    lookup_url: str = ""
    practice: bool = False
    reprint: int = 0
    copies: tuple[int, ...] = ()


def render_slip(data: SlipData, layout: str, paper: PaperSize) -> bytes:
    """Return the slip as PDF, all copies; the same data give the same bytes.

    Args:
        data: what it says.
        layout: name of the set of forms, one of ``layout.slip_layouts()``.
        paper: A4 follows the decree; A5 is the same form reduced, which the decree does not know.

    Raises:
        PersonProblem: ``printing.letter_missing``, ``printing.number_too_long``, ``printing.not_encodable``,
            ``printing.layout_unknown``.
        OutsideProblem: ``printing.font_missing``, ``printing.layout_damaged``.
    """
    form = slip_layout(layout)
    sheet = house_style(form.house).sheets[paper]
    title = f"{form.title} {data.number}"
    pages = Pages(sheet, title=title, author=fonts.clean(data.office_name), practice=data.practice)
    chosen = data.copies or range(1, len(form.copies) + 1)
    return pages.pdf(_blocks(data, form, sheet, pages), [f"({form.copies[copy - 1]})" for copy in chosen])


def _values(data: SlipData) -> dict[str, str]:
    parties = data.parties
    authorised = parties.submitter if parties.owner and parties.authorisation else None
    applicant = parties.effective_owner if authorised else parties.submitter
    owner = None if authorised else parties.owner
    values = {
        "office": data.office_name,
        "form_number": data.form_number,
        "applicant_kind": "Ông (Bà)" if applicant.kind is PartyKind.CITIZEN else "Tổ chức",
        "identity_kind": "Số định danh cá nhân" if applicant.kind is PartyKind.CITIZEN else "Mã số tổ chức",
        **_party("applicant", applicant),
        **_party("owner", owner),
        **_party("authorised", authorised),
        "authorisation": parties.authorisation,
        "content": data.content,
        "sets": house.two_digits(data.sets),
        "limit": data.limit_text,
        "fees": _fees(data),
        "received": house.moment_in_words(data.received_at),
        "appointment": house.moment_in_words(data.appointment),
        "return_place": data.return_place,
        "register": data.register_volume + data.register_serial,
        "register_volume": data.register_volume,
        "register_serial": data.register_serial,
        "lookup": _link(data),
        "contact": f"Điện thoại liên hệ: {data.office_phone}." if data.office_phone else "",
        "signer": parties.submitter.representative or parties.submitter.full_name,
        "clerk": data.clerk_name,
        "acts_for": f"Thực hiện thay: {data.acts_for}" if data.acts_for else "",
    }
    return {name: fonts.markup(value) for name, value in values.items()}


def _party(role: str, party: Party | None) -> dict[str, str]:
    if party is None:
        return dict.fromkeys((role, f"{role}_identity", f"{role}_address", f"{role}_phone", f"{role}_email"), "")
    speaks = f" (người đại diện: {party.representative})" if party.representative else ""
    return {
        role: party.full_name + speaks,
        f"{role}_identity": party.identity,
        f"{role}_address": party.address or party.card_address,
        f"{role}_phone": party.phone,
        f"{role}_email": party.email,
    }


def _link(data: SlipData) -> str:
    return data.lookup_url.replace("{number}", data.number)


def _fees(data: SlipData) -> str:
    if not data.fees:
        return ""
    items = [
        f"{fee.name}: {show(fee.amount)}" + (f" (miễn, giảm: {fee.exemption})" if fee.exemption else "")
        for fee in data.fees
    ]
    total = Dong(sum(fee.amount for fee in data.fees))
    paid = f" – {data.payment}" if data.payment else ""
    sum_up = f". Tổng cộng: {show(total)}" if len(items) > 1 else ""
    return f"{'; '.join(items)}{sum_up} ({in_words(total)}){paid}."


def _blocks(data: SlipData, form: SlipLayout, sheet: Sheet, pages: Pages) -> list[Block | Together]:
    kind, values, column = house.type_of(sheet), _values(data), pages.column
    body: list[Block] = []
    for line in form.body:
        if line.table:
            body.append(_papers(data.papers, form, sheet, column))
        else:
            body += house.lines([line], values, kind.line, kind.open_line)
    closing = [
        *body[-form.with_closing :],
        house.signatures(form.signatures, values, sheet, column),
        *house.lines(form.notes, values, kind.note, kind.note),
    ]
    return [
        _head(data, values, form, sheet, column),
        Paragraph(form.title, kind.title),
        pages.label(),
        *_stamps(data, form, sheet),
        _codes(data, form, sheet, column),
        *([Paragraph(form.provisional_note, kind.remark)] if data.provisional else []),
        *body[: -form.with_closing],
        Together(tuple(closing)),
    ]


def _head(data: SlipData, values: dict[str, str], form: SlipLayout, sheet: Sheet, column: float) -> Block:
    number = values["form_number"] or "......../TTPVHCC"
    return house.head(
        house_style(form.house),
        sheet,
        column,
        owner=data.governing_body,
        office=data.office_name,
        number=form.number_line.format(form_number=number),
        place_and_date=f"{data.place or '..........'}, {house.day_in_words(data.received_at)}",
    )


def _stamps(data: SlipData, form: SlipLayout, sheet: Sheet) -> list[Block]:
    texts = [form.provisional_label] if data.provisional else []
    if data.reprint:
        texts.append(f"BẢN IN LẠI lần {data.reprint}")
    return [house.stamp("   –   ".join(texts), sheet)] if texts else []


def _codes(data: SlipData, form: SlipLayout, sheet: Sheet, column: float) -> Block:
    size = sheet.qr * mm
    bars = codes.fit_bars(data.number, sheet.bar_modules, sheet.bar_height * mm, column - size - 4 * mm)
    label = f"{form.code_label} {data.number}"
    link = _link(data)
    qr = link if data.number in link else data.number
    body = sheet.body_type

    def draw(canvas: Pen, width: float) -> None:
        codes.draw_qr(canvas, qr, width - size, 0, size)
        # In the middle of the page where the QR leaves room, else in the middle of what it leaves.
        left = min((width - bars.width) / 2, width - size - 4 * mm - bars.width)
        bars.draw(canvas, left, size - bars.height)
        middle = left + bars.width / 2
        canvas.setFont(fonts.BOLD, body)
        canvas.drawCentredString(middle, size - bars.height - body * 1.25, label)

    block = Drawn(size, draw)
    block.spaceBefore = block.spaceAfter = sheet.gap * 2
    return block


def _papers(papers: Sequence[SlipPaper], form: SlipLayout, sheet: Sheet, column: float) -> Block:
    kind = house.type_of(sheet)
    heads = [Paragraph(text, kind.column_head) for text in (*form.papers_head, form.count_head)]
    rows: list[list[Block]] = [[heads[0], heads[1], heads[5], "", ""], ["", "", *heads[2:5]]]
    for index, paper in enumerate(papers, start=1):
        note = f" <i>({fonts.markup(paper.note)})</i>" if paper.note else ""
        counts = (paper.originals, paper.certified_copies, paper.photocopies)
        rows.append(
            [
                str(index),
                Paragraph(fonts.markup(paper.name) + note, kind.cell),
                *(house.two_digits(count) if count else "–" for count in counts),
            ]
        )
    if not papers:
        rows.append(["", Paragraph(form.no_papers, kind.cell), "", "", ""])
    widths = [part * column for part in (0.06, 0.6, 0.105, 0.13, 0.105)]
    table = LongTable(
        rows,
        colWidths=widths,
        repeatRows=2,
        splitInRow=1,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)),
            ("SPAN", (2, 0), (4, 0)),
            ("SPAN", (0, 0), (0, 1)),
            ("SPAN", (1, 0), (1, 1)),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("FONT", (0, 2), (-1, -1), fonts.REGULAR, sheet.body_type - 1),
            ("ALIGN", (0, 2), (-1, -1), "CENTER"),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ("LEFTPADDING", (0, 0), (-1, -1), 2.5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2.5),
        ],
    )
    table.spaceBefore = table.spaceAfter = sheet.gap * 1.5
    return table
