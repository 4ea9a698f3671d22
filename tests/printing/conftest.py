"""Slips to print; the printers they are printed on are in tests/rigs/printers.py."""

import pytest

from app.printing.forms.slip import SlipData
from tests.printing.sample_statute import SLIP


@pytest.fixture(scope="session")
def slip_data() -> SlipData:
    """An everyday dossier."""
    return SLIP
