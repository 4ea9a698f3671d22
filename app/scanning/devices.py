"""Which scanners there are, and the one a name stands for."""

import sys

from app.core.problems import PersonProblem
from app.scanning.child import ChildScanner, list_through_worker
from app.scanning.device import DeviceInfo, ScannerDevice
from app.scanning.escl import EsclScanner
from app.scanning.sane import SaneScanner, list_sane


def list_scanners() -> tuple[DeviceInfo, ...]:
    """Return the scanners this machine finds by itself; takes seconds. Network scanners can be named by address."""
    if sys.platform == "win32":
        return list_through_worker()
    return tuple(DeviceInfo(f"sane:{device.name}", device.label) for device in list_sane())


def scanner(name: str) -> ScannerDevice:
    """Return the scanner of a name as the settings keep it: ``sane:…``, ``wia:…`` or ``escl:http://…``.

    Raises:
        PersonProblem: ``scanning.none_chosen`` for an empty name, ``scanning.bad_address`` for one that means nothing.
    """
    if not name:
        raise PersonProblem("scanning.none_chosen")
    kind, _, address = name.partition(":")
    if kind == "sane" and address:
        return SaneScanner(address)
    if kind == "wia" and address:
        return ChildScanner(name)
    if kind == "escl":
        try:
            return EsclScanner(address)
        except ValueError as error:
            raise PersonProblem("scanning.bad_address", name=name) from error
    raise PersonProblem("scanning.bad_address", name=name)
