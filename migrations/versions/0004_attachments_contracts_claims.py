"""Attachments, contracts and packages, models, zones, claims for parts, service applications; who has left, when it rang.

Columns are added by SQLite itself: a copy of the table of jobs would take minutes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_attachment_file_sha256")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "product_model",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("warranty_months", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_model")),
        sa.UniqueConstraint("model", name=op.f("uq_product_model_model")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "zone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("districts", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone")),
        sa.UniqueConstraint("name", name=op.f("uq_zone_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=True),
        sa.Column("part_off_percent", sa.Integer(), nullable=False),
        sa.Column("labour_off_percent", sa.Integer(), nullable=False),
        sa.Column("visit_off_percent", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_contract_customer_id")),
        sa.ForeignKeyConstraint(["policy_id"], ["service_policy.id"], name=op.f("fk_contract_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_customer_id"), ["customer_id"], unique=False)

    op.create_table(
        "contract_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("machine_id", sa.Integer(), nullable=True),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_contract_item_contract_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["machine_id"], ["machine.id"], name=op.f("fk_contract_item_machine_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_item")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contract_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_item_contract_id"), ["contract_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contract_item_machine_id"), ["machine_id"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("machine_id", sa.Integer(), nullable=True),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("added_at", sa.String(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_attachment_customer_id")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_attachment_job_id")),
        sa.ForeignKeyConstraint(["machine_id"], ["machine.id"], name=op.f("fk_attachment_machine_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_job_id"), ["job_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_machine_id"), ["machine_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_sha256"), ["sha256"], unique=False)

    op.create_table(
        "part_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("suggestion", sa.String(), nullable=False),
        sa.Column("claimed_at", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("approved_at", sa.String(), nullable=True),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("cost_fen", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.String(), nullable=True),
        sa.Column("ended_how", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_part_claim_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_claim")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("part_claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_part_claim_job_id"), ["job_id"], unique=False)

    op.create_table(
        "service_application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=True),
        sa.Column("goods", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("occurred", sa.String(), nullable=False),
        sa.Column("damage", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("inspection", sa.String(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=False),
        sa.Column("filled_at", sa.String(), nullable=False),
        sa.Column("filled_by", sa.String(), nullable=False),
        sa.Column("approved_at", sa.String(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_service_application_contract_id")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_service_application_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_application")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("service_application", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_application_job_id"), ["job_id"], unique=False)

    op.add_column("call", sa.Column("rang_at", sa.String(), nullable=True))
    for table in ("contact", "site", "machine"):
        op.add_column(table, sa.Column("active", sa.Boolean(), server_default=sa.text("1"), nullable=False))
    op.execute("ALTER TABLE job ADD COLUMN contract_id INTEGER CONSTRAINT fk_job_contract_id REFERENCES contract (id)")
    op.add_column("job", sa.Column("major", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.add_column("part_request", sa.Column("approved_by", sa.String(), server_default="", nullable=False))
    op.add_column("part_request", sa.Column("approved_at", sa.String(), nullable=True))
    op.add_column("part_request", sa.Column("ordered_from", sa.String(), server_default="", nullable=False))
    op.add_column("part_request", sa.Column("ordered_at", sa.String(), nullable=True))
    op.add_column("quality_check", sa.Column("channel", sa.String(), server_default="phone", nullable=False))
