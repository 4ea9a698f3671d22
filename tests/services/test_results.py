"""A result is what was checked: files kept byte for byte, signatures said as found, what does not fit refused."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.paths import RESOURCES
from app.core.problems import OutsideProblem, PersonProblem
from app.domain.dossiers import Dossier, Status
from app.domain.drafts import Draft
from app.domain.procedures import Channel
from app.domain.result_rules import Demand, result_rules_from_json
from app.domain.results import Result
from app.domain.signatures import FileKind, Integrity
from app.services import result_files
from app.services.desk import Desk
from app.services.dossiers import view
from app.services.happenings import happened
from app.services.life import finish
from app.services.moves import Seen
from app.services.reception import receive
from app.services.reference import result_rules
from app.services.results import ResultText, record_result
from app.services.security import Session
from app.services.undoing import undo
from tests.signing.signed_files import plain_pdf, sign, signed_xml, signer

Filled = Callable[..., Draft]
BINH = signer("Trần Văn Bình", "ec")
DAY = date(2026, 11, 20)
SIGNED = sign(plain_pdf(), BINH)


@pytest.fixture
def dossier(desk: Desk, session: Session, filled: Filled) -> Dossier:
    return receive(desk, session, filled()).dossier


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def make(data: bytes, name: str = "ket-qua.pdf") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return make


def results(desk: Desk, session: Session, dossier: Dossier) -> tuple[Result, ...]:
    return view(desk, session, dossier.id).results


def test_a_signed_file_is_kept_told_and_sent(
    desk: Desk, session: Session, dossier: Dossier, file: Callable[..., Path]
) -> None:
    finish(desk, session, Seen(dossier.id), ResultText("12/KS", title="Giấy khai sinh", file=file(SIGNED)))
    [found] = results(desk, session, dossier)
    assert (found.electronic, found.file_kind, found.integrity) == (True, FileKind.PDF, Integrity.INTACT)
    # Nobody typed who signed: the file says it.
    assert (found.signer, found.signed_by) == ("Trần Văn Bình", "Trần Văn Bình")
    assert found.signed_at is not None
    assert desk.vault.read(found.file_digest) == SIGNED
    shown = view(desk, session, dossier.id)
    assert [one.digest for one in shown.files] == [found.file_digest]
    told = shown.history[-1]
    assert happened(told).detail.startswith("Giấy khai sinh · 12/KS · đã ký số, nguyên vẹn, phủ cả tệp")
    assert happened(told).detail.endswith("chứng thư ghi tên Trần Văn Bình, chưa kiểm tra")
    with desk.store.read() as work:
        operation = work.outbox.get(work.outbox.of_dossier(dossier.id)[-1].op_id)
    assert operation is not None
    body = json.loads(operation.body)
    assert body["detail"]["result_file"] == found.file_digest
    assert (body["detail"]["integrity"], body["detail"]["signed_by"]) == ("intact", "Trần Văn Bình")
    assert body["detail"]["file_size"] == len(SIGNED)


def test_an_electronic_result_follows_the_paper_one(
    desk: Desk, session: Session, dossier: Dossier, file: Callable[..., Path]
) -> None:
    finish(desk, session, Seen(dossier.id), ResultText("12/KS", title="Giấy khai sinh"))
    now = view(desk, session, dossier.id).dossier
    record_result(desk, session, Seen(dossier.id, now.revision), ResultText("12/KS", file=file(SIGNED)))
    assert [one.electronic for one in results(desk, session, dossier)] == [False, True]
    assert view(desk, session, dossier.id).dossier.status is Status.DONE
    with pytest.raises(PersonProblem, match=r"results\.same_file"):
        record_result(desk, session, Seen(dossier.id), ResultText("13", file=file(SIGNED, "ban-khac.pdf")))


def test_a_scan_of_the_paper_is_no_electronic_result(
    desk: Desk, session: Session, dossier: Dossier, file: Callable[..., Path]
) -> None:
    record_result(desk, session, Seen(dossier.id), ResultText("1", file=file(plain_pdf())))
    [found] = results(desk, session, dossier)
    assert (found.electronic, found.integrity, found.signed_by) == (False, Integrity.NONE, "")
    assert found.file_digest


def test_an_xml_result_is_kept_and_not_called_checked(
    desk: Desk, session: Session, dossier: Dossier, file: Callable[..., Path]
) -> None:
    record_result(desk, session, Seen(dossier.id), ResultText(file=file(signed_xml(BINH), "kq.xml")))
    [found] = results(desk, session, dossier)
    assert (found.file_kind, found.integrity, found.signed_by) == (FileKind.XML, Integrity.UNCHECKED, "Trần Văn Bình")
    assert found.electronic


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "results.file_empty"),
        (b"\x89PNG\r\n", "results.file_kind"),
        (b"PK\x03\x04", "results.file_kind"),
        (b"%PDF-1.7 va het", "results.file_broken"),
        (b"<KetQua>", "results.file_broken"),
        (SIGNED.replace(b"842", b"843"), "results.changed_after_signing"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    desk: Desk, session: Session, dossier: Dossier, file: Callable[..., Path], data: bytes, code: str
) -> None:
    before = view(desk, session, dossier.id)
    with pytest.raises(PersonProblem) as refused:
        record_result(desk, session, Seen(dossier.id), ResultText(file=file(data)))
    assert (refused.value.code, refused.value.params["name"]) == (code, "ket-qua.pdf")
    assert view(desk, session, dossier.id) == before


def test_a_file_that_is_gone_or_too_large_is_said(
    desk: Desk, session: Session, dossier: Dossier, file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OutsideProblem, match=r"results\.file_unreadable"):
        record_result(desk, session, Seen(dossier.id), ResultText(file=file(b"x").parent / "khong-co.pdf"))
    monkeypatch.setattr(result_files, "LARGEST", len(SIGNED) - 1)
    with pytest.raises(PersonProblem, match=r"results\.file_too_large"):
        record_result(desk, session, Seen(dossier.id), ResultText(file=file(SIGNED)))


@pytest.mark.parametrize("code", ["KQ.G15.31", "kq.g15.000031", "KQG15000031", "000031"])
def test_a_code_is_written_as_the_rules_say(desk: Desk, session: Session, dossier: Dossier, code: str) -> None:
    with pytest.raises(PersonProblem, match=r"results\.code_malformed") as refused:
        record_result(desk, session, Seen(dossier.id), ResultText(code=code))
    assert refused.value.params["example"] == "KQ.G15.000031"
    with pytest.raises(PersonProblem, match=r"returning\.result_code_unknown"):
        record_result(desk, session, Seen(dossier.id), ResultText(code="KQ.G15.000032"))


def test_an_online_dossier_asks_for_a_signed_file(
    desk: Desk, session: Session, filled: Filled, file: Callable[..., Path]
) -> None:
    online = receive(desk, session, replace(filled(), channel=Channel.ONLINE)).dossier
    with pytest.raises(PersonProblem, match=r"results\.must_be_signed") as refused:
        record_result(desk, session, Seen(online.id), ResultText(file=file(plain_pdf())))
    assert "45/2020" in str(refused.value.params["basis"])
    # Paper alone is written down, and what is missing stays said until the file has come.
    record_result(desk, session, Seen(online.id), ResultText("1"))
    lacking = view(desk, session, online.id).lacks
    assert lacking is not None
    assert lacking.demand is Demand.REQUIRED
    record_result(desk, session, Seen(online.id), ResultText("1", file=file(SIGNED)))
    assert view(desk, session, online.id).lacks is None


def test_a_result_is_taken_back_with_what_was_said_of_its_file(
    desk: Desk, session: Session, dossier: Dossier, file: Callable[..., Path]
) -> None:
    finish(desk, session, Seen(dossier.id), ResultText(title="Giấy khai sinh", file=file(SIGNED)))
    undo(desk, session, Seen(dossier.id))
    assert results(desk, session, dossier) == ()
    finish(desk, session, Seen(dossier.id), ResultText(title="Giấy khai sinh", file=file(SIGNED)))
    assert len(results(desk, session, dossier)) == 1


def test_every_code_that_is_shipped_is_written_as_the_rules_say() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (RESOURCES / "procedures").glob("*.json"))
    codes = set(re.findall(r'"(KQ\.[^"]*)"', text))
    assert len(codes) > 20
    for code in codes:
        result_rules().check_code(code, DAY)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"format": 2}, "format"),
        ({"codes": [{"pattern": "(", "example": "x", "legal_basis": "y"}]}, "codes.1.pattern"),
        ({"electronic": [{"name": "x", "demand": "maybe", "legal_basis": "y"}]}, "electronic.1.demand"),
        ({"electronic": [{"name": "x", "demand": "wanted"}]}, "electronic.1.legal_basis"),
    ],
)
def test_rules_that_cannot_be_read_name_the_place(change: dict[str, object], place: str) -> None:
    good = json.loads((RESOURCES / "results" / "results.json").read_text(encoding="utf-8"))
    with pytest.raises(PersonProblem, match=r"results\.rules_unreadable") as refused:
        result_rules_from_json(json.dumps(good | change))
    assert refused.value.params["place"] == place


@given(st.sampled_from(list(Channel)), st.sampled_from(["2.000815", "1.001193"]))
def test_the_most_special_rule_counts(channel: Channel, procedure: str) -> None:
    found = result_rules().demanded(DAY, procedure, channel)
    expected = (
        Demand.NOT_NEEDED if procedure == "2.000815"
        else Demand.REQUIRED if channel is Channel.ONLINE
        else Demand.WANTED
    )  # fmt: skip
    assert found.demand is expected
    assert found.legal_basis
