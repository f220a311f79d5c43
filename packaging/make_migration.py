"""Write the next migration from the tables: python packaging/make_migration.py 0002 what_it_does (then read it)."""

import sys
import tempfile
from pathlib import Path

import sqlalchemy as sa
from alembic import command

from dispatch_console.store import migrate
from dispatch_console.store.engine import make_engine


def main(number: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(Path(folder) / "empty.db", b"k" * 32, pool=sa.pool.NullPool)
        with engine.connect() as connection, connection.begin():
            config = migrate._config(connection)
            if number != "0001":
                command.upgrade(config, "head")
            command.revision(config, message=name.replace("_", " "), rev_id=number, autogenerate=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
