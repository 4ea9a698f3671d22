# ruff: noqa: ANN401 - the rigs are classes of conftest, which cannot be imported
"""The receiver's database beside it: readers and writers together, and a server that is started anew."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from app.domain.operations import Delivery
from app.hub import database
from app.hub.database import read_only
from app.hub.enrolling import office_list

Hold = Callable[..., Any]
both = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


def cut_connections(url: str) -> int:
    """End every connection to the database, as a restart of the server does; return how many there were."""
    with psycopg.connect(make_url(url).render_as_string(hide_password=False), autocommit=True) as connection:
        ended = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
    return len(ended)


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_a_server_started_anew_while_nobody_sent_is_not_noticed(
    rig: Any, hold: Hold, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig.desk.make()
    assert hold(rig).cause == ""
    monkeypatch.setattr(database, "_RESTED", 0.0)
    assert cut_connections(database_url) > 0
    rig.desk.make()
    assert hold(rig).cause == ""
    assert set(rig.desk.delivery.values()) == {Delivery.STORED}


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_a_server_started_anew_amid_the_sending_costs_one_contact(rig: Any, hold: Hold, database_url: str) -> None:
    rig.desk.make()
    assert hold(rig).cause == ""
    assert cut_connections(database_url) > 0
    rig.desk.make()
    assert hold(rig).cause in {"", "sync.busy"}
    assert hold(rig).cause == ""
    assert set(rig.desk.delivery.values()) == {Delivery.STORED}


@both
def test_who_reads_keeps_nobody_from_writing(hub: Any, rig: Any, hold: Hold) -> None:
    with read_only(hub.receiver.engine) as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM operations").scalar_one()
        rig.desk.make()
        assert hold(rig).cause == ""
    assert before == 0
    assert "H17.32" in office_list(hub.receiver)
