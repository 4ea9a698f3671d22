"""On an English desk everything is English but the data: the built workspaces are read as a person reads them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLabel, QLineEdit, QTableView, QWidget

from app.core.words import use_language
from app.domain.addresses import successors
from app.models.rows import Queue
from app.services.organisations import known_codes
from app.services.practice import made_up_people
from app.services.reference import communes, current_procedures, exemptions, rules
from app.services.reusing import reuse_terms
from app.ui.screens import catalogue, reception
from app.ui.screens.stage import LONG_NAME, Stage

Lint = Callable[[QWidget], list[str]]
LETTERS = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
AMOUNT = re.compile(r"\d đ\b")
MOST_ROWS = 40


SHOTS = dict(catalogue.rooms())
SHOWN_AS_IT_IS = {
    "Một Cửa": "the product's name",
    "Tiếng Việt": "a language in its own words",
    "BẢN IN LẠI": "quotes the mark on the paper",
    "TTPVHCC xã …": "an example of data",
    "UBND xã …": "an example of data",
    "không có ai tên này": "what a person typed",
    "Giấy ra viện của mẹ": "what a person typed",
    " (bản chính)": "a paper that was printed, as it says it",
    "Trần Văn Bình": "a name that a person typed",
    "Trần Thị Tập": "a name that a person typed",
    "Lê Trưởng Thôn": "a name in a spreadsheet",
    "Giấy tờ đã nộp": "a title in a spreadsheet",
    "Ngày sinh": "a title in a spreadsheet",
    "Số CCCD": "a title in a spreadsheet",
    "một ít": "an answer in a spreadsheet",
    "Mã, Tên, Từ ngày, Đến ngày, Mã kế thừa, Căn cứ": "titles of a spreadsheet",
    "Write: đủ, or": "an answer as a spreadsheet writes it",
    " và các giấy tờ kèm theo của những người liên quan": "a paper of the overfull dossier",
    "Giấy chứng nhận quyền sử…": "a document of last time, shortened",
    "Giấy ủy quyền của Công Tằ…": "a document of last time, shortened",
    "Hợp đồng thuê nhà của ": "a document of the overfull order",
    "Thôn ": "an address of the overfull dossier",
    ", xã ": "an address of the overfull dossier",
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("vi")


def texts_in(thing: object) -> Iterator[str]:
    """Yield every text of a record, all the way down."""
    if isinstance(thing, str):
        yield thing
    elif is_dataclass(thing) and not isinstance(thing, type):
        for each in fields(thing):
            yield from texts_in(getattr(thing, each.name))
    elif isinstance(thing, dict):
        yield from texts_in(tuple(thing.items()))
    elif isinstance(thing, tuple | list | set | frozenset):
        for each in thing:
            yield from texts_in(each)


def lettered(things: object) -> set[str]:
    return {text for text in texts_in(things) if LETTERS.search(text)}


def kept_from_the_start(stage: Stage) -> set[str]:
    """Return what office and catalogues say: that is shown as it is."""
    desk = stage.desk
    with desk.store.read() as work:
        known = [desk.office, desk.counter, work.accounts.all(), work.units.all(), rules(desk, work), exemptions()]
        known.append(reuse_terms().databases)
    people = [*made_up_people(1, 40), *made_up_people(20, 20)]
    units = [
        (candidate.commune.full_name, candidate.commune.province.full_name)
        for person in people
        for candidate in successors(communes(desk), person.address).candidates
    ]
    return lettered([known, current_procedures(desk), people, units, LONG_NAME, reception.LONG_PAPER.split("{}")])


def kept_of_dossiers(stage: Stage) -> set[str]:
    with stage.desk.store.read() as work:
        rows = work.dossiers.queue(Queue.ALL, None, 200, 0)
        return lettered(
            [[row, work.dossiers.get(row.id), work.results.of(row.id), work.history.of(row.id)] for row in rows]
            + [work.accounts.all(), work.units.all(), known_codes(work).all()]
        )


def said_by(widget: QWidget) -> Iterator[str]:
    """Yield what one widget says; what was typed into it is data."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    model = widget.model() if isinstance(widget, QAbstractItemView) else None
    if model is not None:
        # A list's model has one column and does not let others ask.
        for column in range(model.columnCount(QModelIndex()) if isinstance(widget, QTableView) else 1):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            for line in range(min(model.rowCount(QModelIndex()), MOST_ROWS)):
                yield str(model.index(line, column).data() or "")


def left_over(text: str, data: Iterable[str]) -> str:
    """Return what remains of text without the data in it, where that has Vietnamese letters."""
    text = AMOUNT.sub("", text)
    if not LETTERS.search(text):
        return ""
    for known in sorted((*data, *SHOWN_AS_IT_IS), key=len, reverse=True):
        text = text.replace(known, "")
    if not LETTERS.search(text):
        return ""
    cut = text.removesuffix("…").lstrip(" ·.0123456789")
    return "" if text.endswith("…") and any(known.startswith(cut) for known in data) else text


def test_what_is_left_over_is_seen() -> None:
    assert left_over("Owner: Nguyễn Văn A · 16.000 đ", ["Nguyễn Văn A"]) == ""
    assert left_over("1.5 · Nguyễn V…", ["Nguyễn Văn A"]) == ""
    assert left_over("Chủ hồ sơ: Nguyễn Văn A", ["Nguyễn Văn A"]) == "Chủ hồ sơ: "


@pytest.mark.parametrize("room", sorted(SHOTS))
def test_nothing_but_data_is_vietnamese(room: str, stage: Stage, lint_widgets: Lint) -> None:
    found: dict[str, str] = {}
    wrong = {}
    read: set[str] = set()
    data = kept_from_the_start(stage)
    for state, window in SHOTS[room](stage):
        stage.wait()
        wrong[state] = lint_widgets(window)
        data |= kept_of_dossiers(stage)
        for widget in (window, *window.findChildren(QWidget)):
            for text in set(said_by(widget)) - read:
                read.add(text)
                rest = left_over(text, data)
                if rest:
                    found.setdefault(rest, f"{state}: {type(widget).__name__} {widget.objectName()} {text!r}")
    assert len(read) > 10
    assert list(found.values()) == []
    assert {state: clipped for state, clipped in wrong.items() if clipped} == {}
