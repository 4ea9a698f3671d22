"""A real encrypted store in a temporary folder, and dossiers to put into it."""

import itertools
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import VIETNAM, FixedClock
from app.core.money import Dong
from app.core.paths import StoreFolder
from app.domain.dossiers import Appointment, Dossier, DossierPaper, FeeLine, PaymentWay, ReturnPlace
from app.domain.people import Parties, Party
from app.domain.procedures import Channel
from app.models.store import Store

KEY = bytes(range(32))
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)

MakeDossier = Callable[..., Dossier]


@pytest.fixture
def key() -> bytes:
    return KEY


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    return StoreFolder(tmp_path / "store")


@pytest.fixture
def store(folder: StoreFolder, clock: FixedClock) -> Iterator[Store]:
    opened = Store.create(folder, KEY, clock)
    yield opened
    opened.close()


@pytest.fixture
def make_dossier() -> MakeDossier:
    serial = itertools.count(3001)

    def make(owner: str = "Đặng Văn Đức", **changed: Any) -> Dossier:  # noqa: ANN401 - any field of a dossier
        received = changed.get("received_at", NOW)
        due = changed.pop("due", received + timedelta(days=7))
        party = Party(owner, personal_id=changed.pop("identity", ""), phone=changed.pop("phone", ""))
        values: dict[str, Any] = {
            "id": uuid.uuid4(),
            "number": f"H47.12-261120-{next(serial)}",
            "provisional": False,
            "office_id": uuid.uuid4(),
            "counter_id": uuid.uuid4(),
            "received_by": uuid.uuid4(),
            "received_for": "",
            "channel": Channel.COUNTER,
            "procedure_code": "1.001193",
            "procedure_version": 1,
            "procedure_name": "Đăng ký khai sinh",
            "case_code": "1",
            "case_name": "",
            "content": "",
            "parties": Parties(party),
            "papers": (DossierPaper(1, "Tờ khai"), DossierPaper(2, "Giấy chứng sinh", pages=2)),
            "sets": 1,
            "fees": (FeeLine("LP01", "Lệ phí", 1, Dong(8000)),),
            "payment": PaymentWay.CASH,
            "received_at": received,
            "appointment": Appointment(received, due, due, "7 ngày", ("một", "hai")),
            "return_place": ReturnPlace.COUNTER,
            "return_detail": "",
            "resolving_unit": "",
            "note": "",
        }
        return Dossier(**{**values, **changed})

    return make
