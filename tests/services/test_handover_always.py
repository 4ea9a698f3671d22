"""Whatever is beeped, sealed, signed, given up or killed: every folder is in one place, and the store knows which."""

from collections import Counter
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.services.desk import Desk
from app.services.security import Session
from tests.services.handover_model import BACK, OUT, Model, Step
from tests.services.handovers import ECONOMY, POLICE, Bags, Filled

FOLDERS = 5
_WEIGHTS = {
    "open": 2, "beep": 2, "take_out": 1, "not_there": 1, "seal": 3, "count": 4, "count_all": 1, "sign": 3, "give_up": 1,
    "reopen": 1, "found": 1,
}  # fmt: skip
_STEPS = st.builds(
    Step,
    name=st.sampled_from([name for name, weight in _WEIGHTS.items() for _ in range(weight)]),
    bag=st.integers(0, 11),
    folder=st.integers(0, 11),
    beeped=st.lists(st.integers(0, FOLDERS - 1), min_size=1, max_size=4).map(tuple),
    cut=st.sampled_from(["", "", "", "before", "after"]),
)


@pytest.mark.timeout(400)
def test_every_folder_is_in_one_place_and_the_store_knows_which(
    desk: Desk, session: Session, filled: Filled, tmp_path: Path
) -> None:
    bags = Bags(desk, session, filled)
    dossiers = bags.receive(FOLDERS)
    units = {name: bags.units[name] for name in (POLICE, ECONOMY)}
    desk.close()
    runs = count()
    signed: Counter[tuple[object, bool, bool]] = Counter()

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
    @given(steps=st.lists(_STEPS, min_size=20, max_size=26))
    def any_sequence(steps: list[Step]) -> None:
        model = Model(desk.folder, tmp_path / f"run-{next(runs)}", dossiers, units, session)
        try:
            for step in steps:
                model.take(step)
                model.compare()
            signed.update(model.signed)
        finally:
            model.close()

    any_sequence()
    # Were some way of signing never met, the comparison would prove less than it says.
    met = {(kind, given, taken) for kind, given, taken in signed}
    assert met >= {(OUT, True, True), (OUT, True, False), (OUT, False, True), (BACK, True, True), (BACK, True, False)}
