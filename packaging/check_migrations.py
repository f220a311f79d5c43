"""One head, and nothing that the tables say and the migrations do not."""

import sys
import tempfile
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from dispatch_console.store import migrate
from dispatch_console.store.engine import make_engine


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "check.db"
        migrate.upgrade(path, b"k" * 32)
        engine = make_engine(path, b"k" * 32, pool=sa.pool.NullPool)
        with engine.connect() as connection, connection.begin():
            config = migrate._config(connection)
            heads = ScriptDirectory.from_config(config).get_heads()
            if len(heads) != 1:
                print(f"{len(heads)} heads: {heads}")
                return 1
            if int(heads[0]) != migrate.SCHEMA:
                print(f"head {heads[0]} but SCHEMA is {migrate.SCHEMA}")
                return 1
            try:
                command.check(config)
            except CommandError as wrong:
                print(wrong)
                return 1
    print("migrations: one head, no difference")
    return 0


if __name__ == "__main__":
    sys.exit(main())
