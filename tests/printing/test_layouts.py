"""Sets and layouts of forms: complete, dated, with their legal basis, and refused where they are wrong."""

import json
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.core.paths import RESOURCES
from app.core.problems import OutsideProblem, PersonProblem
from app.printing.forms import sets
from app.printing.forms.layout import FormLayout, Line, TableLayout
from app.printing.forms.sets import form_layout, form_set, house, set_names
from tests.printing.samples import SAMPLES

_FOLDER = RESOURCES / "forms"
_NEW, _OLD = "tt03-2025", "tt01-2018"


def _layouts() -> dict[str, FormLayout]:
    return {file: form_layout(kind, name) for name in set_names() for kind, file in form_set(name).forms.items()}


def test_sets_are_listed_newest_first_with_their_days() -> None:
    assert set_names() == (_NEW, _OLD)
    new, old = form_set(_NEW), form_set(_OLD)
    assert new.in_force(date(2025, 9, 15))
    assert new.in_force(date(2030, 1, 1))
    assert not new.in_force(date(2025, 9, 14))
    assert old.in_force(date(2020, 1, 1))
    assert not old.in_force(date(2025, 7, 1))


def test_each_set_has_every_form_and_only_the_new_one_a_stop_notice() -> None:
    assert set(form_set(_NEW).forms) == set(SAMPLES)
    assert set(form_set(_OLD).forms) == set(SAMPLES) - {"stop"}
    assert {kind for kind, sample in SAMPLES.items() if _OLD not in sample.sets} == {"stop"}
    with pytest.raises(PersonProblem) as told:
        SAMPLES["stop"].render(SAMPLES["stop"].data, _OLD, "A4")
    assert (told.value.code, told.value.params["name"]) == ("printing.layout_unknown", f"stop ({_OLD})")


@pytest.mark.parametrize(
    ("kind", "new", "old"),
    [
        ("slip", 1, 1),
        ("supplement", 2, 2),
        ("refusal", 3, 3),
        ("apology", 4, 4),
        ("stop", 5, None),
        ("control-sheet", 6, 5),
        ("register", 7, 6),
    ],
)
def test_numbers_are_those_of_each_circular(kind: str, new: int, old: int | None) -> None:
    assert form_layout(kind, _NEW).legal_basis.startswith(f"Mẫu số {new:02}, Phụ lục I, Thông tư 03/2025/TT-VPCP")
    if old:
        assert form_layout(kind, _OLD).legal_basis.startswith(f"Mẫu số {old:02}, Phụ lục, Thông tư 01/2018/TT-VPCP")


def test_every_file_is_used_and_says_where_it_comes_from() -> None:
    layouts = _layouts()
    files = {path.stem for path in _FOLDER.glob("*.json")}
    assert files == {*layouts, *(f"set-{name}" for name in set_names()), f"house-{house().name}"}
    for file, layout in layouts.items():
        assert layout.name == file
        assert layout.legal_basis
        assert layout.valid_until is None or layout.valid_from is not None


def test_the_list_of_layouts_is_complete() -> None:
    listed = (_FOLDER / "README.md").read_text("utf-8")
    for file, layout in _layouts().items():
        row = f"| `{file}` | {layout.title} | {layout.legal_basis} | {layout.unverified or '–'} |"
        assert row in listed


def _layout(**more: object) -> dict[str, object]:
    return {"name": "x", "legal_basis": "y", "title": "z", "body": [{"text": "a"}], **more}


def _table(**more: object) -> dict[str, object]:
    return {"widths": [1, 1], "record": [[{"text": "a"}, {"text": "b"}]], **more}


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": [{"text": "a", "codes": True}]},
        {"body": [{}]},
        {"body": [{"table": "papers"}]},
        {"tables": {"papers": _table()}},
        {"colour": "red"},
        {"head": "royal"},
        {"keep": 0},
    ],
)
def test_a_wrong_form_is_refused(wrong: dict[str, object]) -> None:
    FormLayout.model_validate_json(json.dumps(_layout()))
    with pytest.raises(ValidationError):
        FormLayout.model_validate_json(json.dumps(_layout(**wrong)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"record": [[{"text": "a"}]]},
        {"record": [[{"text": "a", "across": 3}]]},
        {"record": [[{"text": "a", "down": 2}, {"text": "b"}]]},
        {"record": [[{"text": "a", "down": 2}, {"text": "b"}], [{"text": "c"}, {"text": "d"}]]},
        {"head": [[{"text": "a"}]]},
    ],
)
def test_a_table_whose_cells_do_not_fit_is_refused(wrong: dict[str, object]) -> None:
    TableLayout.model_validate_json(json.dumps(_table()))
    with pytest.raises(ValidationError):
        TableLayout.model_validate_json(json.dumps(_table(**wrong)))


def test_cells_over_several_rows_leave_room_for_the_others() -> None:
    spanned = _table(record=[[{"text": "a", "down": 2}, {"text": "b"}], [{"text": "c"}]])
    assert len(TableLayout.model_validate_json(json.dumps(spanned)).record) == 2


@pytest.mark.parametrize("content", ["{", '{"name": "broken"}'])
def test_a_damaged_file_is_told_with_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(sets, "_FOLDER", tmp_path)
    name = f"damaged-{len(content)}"
    whole = {"name": name, "title": "t", "legal_basis": "l", "forms": {"slip": "slip-broken"}}
    (tmp_path / f"set-{name}.json").write_text(json.dumps(whole), "utf-8")
    (tmp_path / "slip-broken.json").write_text(content, "utf-8")
    with pytest.raises(OutsideProblem) as told:
        form_layout("slip", name)
    assert told.value.code == "printing.layout_damaged"
    assert told.value.params["path"] == str(tmp_path / "slip-broken.json")


def test_an_office_may_mix_sets_by_a_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in _FOLDER.glob("*.json"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    mixed = {**form_set(_NEW).forms, "control-sheet": f"control-sheet-{_OLD}"}
    own = {"name": "ha-tinh-2026", "title": "Hà Tĩnh", "legal_basis": "QĐ 3005/QĐ-UBND", "forms": mixed}
    (tmp_path / "set-ha-tinh-2026.json").write_text(json.dumps(own), "utf-8")
    monkeypatch.setattr(sets, "_FOLDER", tmp_path)
    assert set_names() == ("ha-tinh-2026", _NEW, _OLD)
    assert form_layout("control-sheet", "ha-tinh-2026").name == f"control-sheet-{_OLD}"
    assert form_layout("register", "ha-tinh-2026").name == f"register-{_NEW}"


def test_a_line_is_one_thing() -> None:
    assert Line(codes=True).codes
    with pytest.raises(ValidationError):
        Line(text="a", table="b")
