"""The knowledge base: what to know and to mind at each step."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "knowledge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("requirement", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("knowledge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_knowledge_step"), ["step"], unique=False)
