import re
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from app.core.clock import FixedClock
from app.core.paths import StoreFolder
from app.core.problems import OutsideProblem
from app.models import engine
from app.models.migrate import HEAD, SCRIPTS, upgrade
from app.models.store import Store
from app.models.tables import metadata


def _shape(connection: Any) -> dict[str, str]:  # noqa: ANN401 - sqlcipher3 ships no types
    rows = connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE tbl_name NOT LIKE 'alembic%'")
    return {name: " ".join(re.sub(r"([(),])", r" \1 ", sql).split()) for name, sql in rows}


def test_the_scripts_make_exactly_todays_tables(store: Store, tmp_path: Path, key: bytes) -> None:
    fresh = engine.connect(tmp_path / "fresh.db", key)
    with engine.make_engine(fresh).connect() as connection:
        connection.begin()
        metadata.create_all(connection)
        connection.commit()
    migrated = engine.connect(store.folder.database, key)
    assert _shape(migrated) == _shape(fresh)
    assert len(_shape(fresh)) > 30
    fresh.close()
    migrated.close()


def test_the_known_head_is_the_newest_script() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_the_frozen_scripts_never_look_at_todays_tables() -> None:
    scripts = sorted((SCRIPTS / "versions").glob("*.py"))
    assert scripts
    assert [path.name for path in scripts if "app." in path.read_text()] == []


def test_an_older_shape_is_backed_up_and_brought_up_to_date(folder: StoreFolder, key: bytes, clock: FixedClock) -> None:
    folder.create()
    old = engine.connect(folder.database, key)
    old.execute("CREATE TABLE from_before (x)")
    old.close()
    opened = Store.open(folder, key, clock)
    with opened.read() as work:
        assert work.dossiers.queue("all", None) == ()
    opened.close()
    (kept,) = folder.backups.glob("before-*.db")
    backup = engine.connect(kept, key)
    assert [name for (name,) in backup.execute("SELECT name FROM sqlite_schema")] == ["from_before"]
    backup.close()


def test_a_newer_shape_is_left_alone(store: Store, folder: StoreFolder, key: bytes, clock: FixedClock) -> None:
    with store.work() as work:
        work.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        work.commit()
    store.close()
    before = folder.database.read_bytes()
    with pytest.raises(OutsideProblem) as raised:
        Store.open(folder, key, clock)
    assert raised.value.code == "store.newer_schema"
    assert folder.database.read_bytes() == before


# What a store of each released version held, in SQL of its time; it is opened with today's program.
_FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("v*.sql"))


@pytest.mark.parametrize("content", _FIXTURES, ids=lambda path: path.stem)
def test_a_store_of_every_released_version_opens(
    content: Path, folder: StoreFolder, key: bytes, clock: FixedClock
) -> None:
    folder.create()
    raw = engine.connect(folder.database, key)
    with engine.make_engine(raw).connect() as connection:
        connection.begin()
        upgrade(connection, content.stem.removeprefix("v"))
        connection.commit()
    raw.executescript(content.read_text(encoding="utf-8"))
    raw.close()
    opened = Store.open(folder, key, clock)
    with opened.read() as work:
        dossier = work.dossiers.by_number("H47.12-261120-3001")
        assert dossier is not None
        assert dossier.parties.submitter.full_name == "Đặng Văn Đức"
        assert [paper.name for paper in dossier.papers] == ["Tờ khai"]
        assert [row.id for row in work.dossiers.search("dang duc")] == [dossier.id]
    opened.close()


def test_plain_sqlite_cannot_read_a_store(store: Store) -> None:
    plain = create_engine(f"sqlite:///{store.folder.database}")
    with pytest.raises(Exception, match="not a database"), plain.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM dossiers")
    plain.dispose()
