"""The signatures of a form, side by side, with room to sign."""

from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Table

from app.printing.forms.blocks import Block, space
from app.printing.forms.code_block import Codes, bars_width, code_block
from app.printing.forms.filling import Said
from app.printing.forms.house import TIGHT, TOP
from app.printing.forms.kinds import kinds_of
from app.printing.forms.layout import Signature
from app.printing.forms.sheets import Sheet


def signatures(
    columns: Sequence[Signature], told: Said, sheet: Sheet, column: float, codes: Codes | None = None
) -> Block:
    """Return the signatures side by side, names in one line.

    Args:
        columns: who signs; the first may be kept for the codes.
        told: the values.
        sheet: margins and type.
        column: width between the margins, points.
        codes: the number, for the column that shows it; None: that column stays empty.
    """
    signers = [one for one in columns if not one.codes]
    kept = _room_for_codes(columns, sheet, column, codes)
    widths = [(column - kept) / len(signers)] * len(signers)
    table = _signers(signers, told, sheet, widths)
    if kept:
        shown = [code_block(codes, sheet, kept)] if codes else []
        table = Table([[shown, table]], colWidths=[kept, column - kept], style=[*TIGHT, TOP])
    table.spaceBefore = sheet.gap * 3 + 2
    return table


def _room_for_codes(columns: Sequence[Signature], sheet: Sheet, column: float, codes: Codes | None) -> float:
    """Return the width of the column of the codes: an even part, or more where the bars need it."""
    if not any(one.codes for one in columns):
        return 0.0
    return max(column / len(columns), bars_width(codes, sheet) if codes else 0.0)


def _signers(signers: Sequence[Signature], told: Said, sheet: Sheet, widths: list[float]) -> Block:
    kind = kinds_of(sheet)

    def row(texts: Sequence[str], style: ParagraphStyle) -> list[Block]:
        filled = [text.format_map(told.values) for text in texts]
        return [Paragraph(text, style) if text else "" for text in filled]

    rows = [
        row([one.title for one in signers], kind.signature_title),
        row([one.hint for one in signers], kind.signature_hint),
        [space(sheet.sign_room * mm)] * len(signers),
        row([one.name for one in signers], kind.signature_name),
        row([one.below for one in signers], kind.under_title),
    ]
    return Table([one for one in rows if any(one)], colWidths=widths, style=[*TIGHT, TOP])
