"""WIA without Windows: the automation objects are played in the shapes of wiaaut.dll; our side is exercised."""
# ruff: noqa: N802 - the names are those of the automation objects

import importlib
import io
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image

from app.core.problems import OutsideProblem
from app.scanning.device import Ended, Mode, PageSink, ScanRequest, Source

_EMPTY, _JAM, _WARMING, _OFFLINE = 0x80210003, 0x80210002, 0x80210007, 0x80210005


class ComError(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(hex(code))
        # COM reports HRESULT as a signed number.
        self.hresult = code - (1 << 32)


class Property:
    def __init__(
        self, number: int, value: int | str, span: tuple[int, int] | None = None, *, fixed: bool = False
    ) -> None:
        self.PropertyID = number
        self.Value = value
        self.IsReadOnly = fixed
        self.SubType = 1 if span else 0
        self.SubTypeMin, self.SubTypeMax = span or (0, 0)


class Properties:
    def __init__(self, *held: Property) -> None:
        self._held = held
        self.Count = len(held)

    def Item(self, index: int) -> Property:
        return self._held[index - 1]

    def __call__(self, name: str) -> Property:
        assert name == "Name"
        return self._held[0]


class Picture:
    def SaveFile(self, path: str) -> None:
        buffer = io.BytesIO()
        Image.new("RGB", (827, 1169), "white").save(buffer, "BMP")
        Path(path).write_bytes(buffer.getvalue())


class Device:
    DeviceID = "{6BDD}"
    Type = 1

    def __init__(self, answers: list[int]) -> None:
        self._answers = answers
        self.Properties = Properties(
            Property(2, "Canon LiDE"), Property(3086, 7, fixed=True), Property(3088, 0), Property(3096, 0)
        )
        self.item = Item(self._answers)

    def Connect(self) -> "Device":
        return self

    def Items(self, index: int) -> "Item":
        assert index == 1
        return self.item


class Item:
    def __init__(self, answers: list[int]) -> None:
        self._answers = answers
        numbers = (4103, 6148, 6149, 6150, 6152)
        self.Properties = Properties(
            *(Property(number, 0) for number in numbers), Property(6147, 75, (75, 400)), Property(6151, 0, (1, 850))
        )

    def Transfer(self, image_format: str) -> Picture:
        assert image_format.startswith("{B96B3CAB")
        answer = self._answers.pop(0)
        if answer:
            raise ComError(answer)
        return Picture()


@pytest.fixture
def wia(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[list[int]], tuple[Any, Device]]]:
    """Load app.scanning.wia over a played comtypes; give it a device with the answers of its transfers."""
    comtypes, client = ModuleType("comtypes"), ModuleType("comtypes.client")
    vars(comtypes).update(COMError=ComError, client=client)
    monkeypatch.setitem(sys.modules, "comtypes", comtypes)
    monkeypatch.setitem(sys.modules, "comtypes.client", client)
    monkeypatch.delitem(sys.modules, "app.scanning.wia", raising=False)
    module = importlib.import_module("app.scanning.wia")

    def load(answers: list[int]) -> tuple[Any, Device]:
        device = Device(answers)

        class Infos:
            Count = 1

            def __call__(self, number: int) -> Device:
                assert number == 1
                return device

        class Manager:
            DeviceInfos = Infos()

        def create(name: str, *, dynamic: bool) -> Manager:
            assert (name, dynamic) == ("WIA.DeviceManager", True)
            return Manager()

        vars(client).update(CreateObject=create)
        return module, device

    yield load
    sys.modules.pop("app.scanning.wia", None)


def _set(device: Device, number: int) -> int | str:
    held = [*device.Properties._held, *device.item.Properties._held]
    return next(found.Value for found in held if found.PropertyID == number)


def test_a_stack_until_the_feeder_is_empty(
    wia: Callable[[list[int]], tuple[Any, Device]], pages: Callable[[], PageSink]
) -> None:
    module, device = wia([0, 0, 0, _EMPTY])
    request = ScanRequest(dpi=100, colour=Mode.GREY, source=Source.DUPLEX)
    outcome = module.WiaScanner("{6BDD}").scan(request, pages(), threading.Event())
    assert (outcome.pages, outcome.ended) == (3, Ended.DONE)
    # feeder and duplex, one page a transfer, grey, resolution, width clamped to the glass, height of A4
    assert [_set(device, number) for number in (3088, 3096, 4103, 6147, 6148)] == [5, 1, 2, 100, 100]
    assert (_set(device, 6151), _set(device, 6152)) == (827, 1169)


@pytest.mark.parametrize(
    ("answers", "pages_kept", "ended"),
    [
        ([_EMPTY], 0, Ended.EMPTY_FEEDER),
        ([0, _JAM], 1, Ended.JAM),
        ([_OFFLINE], 0, Ended.OFFLINE),
        ([0, 0x80004005], 1, Ended.FAILED),
    ],
)
def test_errors_of_wia_are_told(
    wia: Callable[[list[int]], tuple[Any, Device]], answers: list[int], pages_kept: int, ended: Ended
) -> None:
    module, _ = wia(answers)
    got: list[bytes] = []
    outcome = module.WiaScanner("{6BDD}").scan(ScanRequest(dpi=100, source=Source.ADF), got.append, threading.Event())
    assert (outcome.pages, outcome.ended, len(got)) == (pages_kept, ended, pages_kept)


def test_a_warming_lamp_is_waited_for_and_cancelling_ends_it(wia: Callable[[list[int]], tuple[Any, Device]]) -> None:
    module, _ = wia([_WARMING, 0])
    got: list[bytes] = []
    assert module.WiaScanner("{6BDD}").scan(ScanRequest(dpi=100), got.append, threading.Event()).ended is Ended.DONE
    module, _ = wia([_WARMING] * 99)
    cancel = threading.Event()
    threading.Timer(0.1, cancel.set).start()
    assert module.WiaScanner("{6BDD}").scan(ScanRequest(dpi=100), got.append, cancel).ended is Ended.CANCELLED
    assert len(got) == 1


def test_devices_and_their_abilities(wia: Callable[[list[int]], tuple[Any, Device]]) -> None:
    module, _ = wia([])
    assert [(device.name, device.label) for device in module.list_wia()] == [("wia:{6BDD}", "Canon LiDE")]
    able = module.WiaScanner("{6BDD}").capabilities()
    assert able.sources == (Source.FLATBED, Source.ADF, Source.DUPLEX)
    assert able.resolutions == (100, 150, 200, 300, 400)
    gone = module.WiaScanner("{gone}")
    with pytest.raises(OutsideProblem, match=r"scanning\.offline"):
        gone.capabilities()
    assert gone.scan(ScanRequest(), list[bytes]().append, threading.Event()).ended is Ended.OFFLINE
