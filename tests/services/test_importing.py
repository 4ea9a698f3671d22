"""Dossiers from a spreadsheet: said before, all or none, known again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.problems import OutsideProblem, PersonProblem
from app.domain.checks import Severity
from app.domain.drafts import Draft
from app.domain.importing.table import Sheet, SheetCell, SheetLine
from app.services import dossiers
from app.services.desk import Desk
from app.services.drafts import load_drafts
from app.services.importing import Preview, carry_out, lines_to_mend, preview, save_workbook, template
from app.services.reception import receive
from app.services.reference import current_procedures
from app.services.security import Session
from app.services.slips import unprinted
from app.sheets.reading import read_sheet

Filled = Callable[..., Draft]
BIRTH = "1.001193"
TITLES = [
    "Người nộp",
    "CCCD người nộp",
    "Ngày sinh người nộp",
    "Chủ hồ sơ",
    "CCCD chủ hồ sơ",
    "Ngày sinh chủ hồ sơ",
    "Giấy tờ đã nộp",
]
HEAD = ("Lê Trưởng Thôn", "049080000011", "02/09/1980")
PEOPLE = [("Trần Văn Một", "049080000029"), ("Lê Thị Hai", "049180000038"), ("Ngô Xuân Ba", "049080000047")]


def sheet(*rows: tuple[str, ...], name: str = "thon-3.xlsx", digest: str = "aa") -> Sheet:
    lines = [TITLES, *rows]
    cells = [SheetLine(place, tuple(map(SheetCell, row))) for place, row in enumerate(lines, start=1)]
    return Sheet(name, digest, tuple(cells))


def village(count: int = 3) -> Sheet:
    return sheet(*[(*HEAD, name, number, "15/03/1970", "đủ") for name, number in PEOPLE[:count]])


def looked(desk: Desk, session: Session, found: Sheet) -> Preview:
    return preview(desk, session, found, BIRTH)


def everything(seen: Preview) -> list[int]:
    return [line.place for line in seen.lines]


def numbers(desk: Desk, session: Session) -> list[str]:
    return [row.number for row in dossiers.search(desk, session, "")]


def test_nothing_is_written_by_looking(desk: Desk, session: Session) -> None:
    seen = looked(desk, session, village())
    assert [line.wrong for line in seen.lines] == [False] * 3
    assert numbers(desk, session) == []
    assert load_drafts(desk, session) == ()


def test_what_one_person_hands_in_is_received_with_one_slip(desk: Desk, session: Session) -> None:
    seen = looked(desk, session, village())
    told: list[tuple[int, int]] = []
    done = carry_out(desk, session, seen, everything(seen), progress=lambda one, all_: told.append((one, all_)))
    assert done.count == 3
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [number[-4:] for number in numbers(desk, session)] == ["3003", "3002", "3001"]
    (received,) = done.received
    assert [one.parties.effective_owner.full_name for one in received.group] == [name for name, _ in PEOPLE]
    assert [owed.record.id for owed in unprinted(desk, session)] == [received.print_id]
    assert desk.folder.witness.exists()


def test_what_several_people_hand_in_owes_a_slip_each(desk: Desk, session: Session) -> None:
    rows = [(name, number, "15/03/1970", "", "", "", "") for name, number in PEOPLE]
    seen = looked(desk, session, sheet(*rows))
    done = carry_out(desk, session, seen, everything(seen))
    assert len(done.received) == 3
    assert len(unprinted(desk, session)) == 3
    assert all(line.draft.group is None for line in seen.lines)


def test_lines_can_be_kept_as_drafts_whatever_is_wrong_with_them(desk: Desk, session: Session) -> None:
    seen = looked(desk, session, sheet((*HEAD, "Trần Văn Một", "0490", "hôm qua", "đủ")))
    assert [line.wrong for line in seen.lines] == [True]
    done = carry_out(desk, session, seen, everything(seen), as_drafts=True)
    (draft,) = load_drafts(desk, session)
    assert done.drafts == (draft,)
    assert draft.owner is not None
    assert draft.owner.personal_id == "0490"
    assert numbers(desk, session) == []


def test_one_line_that_is_refused_keeps_all_out(desk: Desk, session: Session) -> None:
    seen = looked(desk, session, sheet((*HEAD, *PEOPLE[0], "15/03/1970", "đủ"), (*HEAD, "Lê Thị Hai", "123", "", "đủ")))
    with pytest.raises(PersonProblem) as caught:
        carry_out(desk, session, seen, everything(seen))
    assert (caught.value.code, caught.value.params["place"]) == ("imports.line_refused", 3)
    assert numbers(desk, session) == []
    assert carry_out(desk, session, seen, [2]).count == 1


def test_stopping_leaves_nothing_behind(desk: Desk, session: Session) -> None:
    seen = looked(desk, session, village())
    for after in range(4):
        asked: list[int] = []

        def stop(asked: list[int] = asked, after: int = after) -> bool:
            asked.append(1)
            return len(asked) > after

        with pytest.raises(PersonProblem, match=r"imports\.stopped"):
            carry_out(desk, session, seen, everything(seen), stopped=stop)
        assert numbers(desk, session) == []
    assert looked(desk, session, village()).seen_at is None
    # No number was used up by what was stopped.
    assert carry_out(desk, session, seen, everything(seen)).count == 3
    assert numbers(desk, session)[-1].endswith("3001")


def test_the_same_file_and_the_same_preview_are_known_again(desk: Desk, session: Session) -> None:
    seen = looked(desk, session, village())
    carry_out(desk, session, seen, everything(seen))
    again = looked(desk, session, village())
    assert again.seen_at == desk.now()
    assert all(line.number for line in again.lines)
    with pytest.raises(PersonProblem, match=r"imports\.done_already"):
        carry_out(desk, session, seen, everything(seen))
    assert len(numbers(desk, session)) == 3


def test_persons_who_are_there_already_are_pointed_out(desk: Desk, session: Session, filled: Filled) -> None:
    receive(desk, session, filled(BIRTH, "Trần Văn Một", "049080000029"))
    twice = sheet((*HEAD, *PEOPLE[0], "", "đủ"), (*HEAD, *PEOPLE[1], "", "đủ"), (*HEAD, *PEOPLE[1], "", "đủ"))
    lines = looked(desk, session, twice).lines
    assert [line.number[-4:] for line in lines] == ["3001", "", ""]
    assert [line.repeats for line in lines] == [0, 0, 3]
    assert not any(line.wrong for line in lines)


def test_what_is_wrong_is_said_by_line_and_column(desk: Desk, session: Session) -> None:
    seen = looked(desk, session, sheet((*HEAD, "Trần Văn Một", "0490", "31/02/1970", "một ít")))
    said = dict(seen.sentences(seen.lines[0]))
    assert {"CCCD chủ hồ sơ", "Ngày sinh chủ hồ sơ", "Giấy tờ đã nộp"} <= said.keys()
    assert "một ít" in said["Giấy tờ đã nộp"]
    assert {one.severity for one in seen.lines[0].findings} >= {Severity.ERROR}


def test_wrong_lines_are_saved_to_be_mended_and_read_again(desk: Desk, session: Session, tmp_path: Path) -> None:
    good, bad = (*HEAD, *PEOPLE[0], "15/03/1970", "đủ"), (*HEAD, "Lê Thị Hai", "123", "15/03/1970", "đủ")
    seen = looked(desk, session, sheet(good, bad))
    target = tmp_path / "sua.xlsx"
    save_workbook(lines_to_mend(seen), target)
    back = read_sheet(target)
    assert [cell.text for cell in back.lines[0].cells] == [*TITLES, "Cần sửa"]
    assert [cell.text for cell in back.lines[1].cells][:7] == list(bad)
    assert "CCCD chủ hồ sơ" in back.lines[1].cells[7].text
    again = looked(desk, session, back)
    assert again.columns.unused == ()
    assert [line.wrong for line in again.lines] == [True]
    with pytest.raises(OutsideProblem, match=r"imports\.not_saved"):
        save_workbook(b"", tmp_path / "gone" / "a.xlsx")


def test_the_template_of_every_procedure_is_understood(desk: Desk, session: Session, tmp_path: Path) -> None:
    for version in current_procedures(desk)[:5]:
        path = tmp_path / f"{version.code}.xlsx"
        path.write_bytes(template(version))
        with pytest.raises(PersonProblem, match=r"imports\.no_lines"):
            preview(desk, session, read_sheet(path), version.code)


def test_a_procedure_that_is_not_in_force_is_refused(desk: Desk, session: Session) -> None:
    with pytest.raises(PersonProblem, match=r"imports\.no_procedure"):
        preview(desk, session, village(), "9.999999")
    seen = looked(desk, session, village())
    with pytest.raises(PersonProblem, match=r"imports\.nothing_chosen"):
        carry_out(desk, session, seen, [])
