"""Brings the file to the newest schema: backup first, foreign keys off, one transaction, row counts compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatch_console import places
from dispatch_console.domain.refused import StoreTrouble
from dispatch_console.store.link import APPLICATION_ID, connect, world
from dispatch_console.words import N_

if TYPE_CHECKING:
    import sqlalchemy as sa

SCHEMA = 6  # the number of the newest migration; kept in user_version and desk.json


def _config(connection: sa.Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(places.migrations()))
    config.attributes["connection"] = connection
    return config


def counts(connection: sa.Connection) -> dict[str, int]:
    """How many rows each table holds; before and after a migration these are compared."""
    names = [
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' "
            "AND name NOT LIKE '%grams%' AND name <> 'alembic_version'"
        )
    ]
    return {name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()) for name in names}


def version_of(path: Path, raw_key: bytes) -> int:
    """The schema number of a file; raises StoreTrouble for damage or a foreign file."""
    with world():
        link = connect(path, raw_key, read_only=True)
        try:
            application = link.execute("PRAGMA application_id").fetchone()[0]
            version = int(link.execute("PRAGMA user_version").fetchone()[0])
        finally:
            link.close()
    if application != APPLICATION_ID:
        raise StoreTrouble(N_("This file is not a dispatch desk. It was left as it is."))
    return version


def upgrade(
    path: Path, raw_key: bytes, *, backup: Callable[[], object] | None = None, target: str = "head"
) -> dict[str, tuple[int, int]]:
    """Run the migrations that are missing, whole or not at all.

    backup is called first when the file holds anything. Returns tables whose row count changed on purpose (new ones).
    Raises StoreTrouble when a migration fails; the file is then as before.
    """
    import sqlalchemy as sa
    from alembic import command

    from dispatch_console.store.engine import make_engine

    if backup is not None:
        backup()
    engine = make_engine(path, raw_key, pool=sa.pool.NullPool)
    try:
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys=OFF")  # before BEGIN: a no-op inside a transaction
            with connection.begin():
                before = counts(connection)
                command.upgrade(_config(connection), target)
                after = counts(connection)
                lost = {t: (n, after.get(t, 0)) for t, n in before.items() if t in after and after[t] != n}
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if lost or broken:
                    raise StoreTrouble(
                        N_("The update was not carried out: it would have lost rows ({tables}). Nothing was changed."),
                        tables=", ".join(lost) or str(broken[0][0]),
                    )
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
    except StoreTrouble:
        raise
    except Exception as error:
        raise StoreTrouble(
            N_("The update of the database failed and was taken back whole. The backup is kept. ({why})"),
            why=type(error).__name__,
        ) from error
    finally:
        engine.dispose()
    return {t: (before.get(t, 0), n) for t, n in after.items() if before.get(t, 0) != n}
