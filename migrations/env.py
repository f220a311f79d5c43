"""alembic runs inside the program only: the connection is handed in, BEGIN was already sent."""

from alembic import context

from dispatch_console.store import tables
from dispatch_console.store.types import MomentText, UuidText, Words

connection = context.config.attributes["connection"]


def render_item(kind, item, autogen_context):
    if kind == "type" and isinstance(item, MomentText | UuidText | Words):
        return "sa.String()"
    return False


def include_name(name, kind, parents):
    return not (kind == "table" and ("grams" in name or name.startswith("sqlite_")))


context.configure(
    connection=connection,
    target_metadata=tables.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
    render_item=render_item,
    include_name=include_name,
    include_object=lambda obj, name, kind, reflected, other: include_name(name or "", kind, {}),
)
context.run_migrations()
