"""Staff files, lent tools, surveys, the day's papers as they were, sheets as they were printed, layouts of foreign lists."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "list_layout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("layout", sa.String(), nullable=False),
        sa.Column("mapping", sa.String(), nullable=False),
        sa.Column("used_at", sa.String(), nullable=False),
        sa.Column("used_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_layout")),
        sa.UniqueConstraint("form", "layout", name=op.f("uq_list_layout_form_layout")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "tool",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("contents", sa.String(), nullable=False),
        sa.Column("value_fen", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tool")),
        sa.UniqueConstraint("code", name=op.f("uq_tool_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "day_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day_close_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["day_close_id"], ["day_close.id"], name=op.f("fk_day_paper_day_close_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_paper")),
        sa.UniqueConstraint("day_close_id", "form", name=op.f("uq_day_paper_day_close_id_form")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "staff_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_staff_record_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_record")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("staff_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_record_person_id_on_day"), ["person_id", "on_day"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_record_valid_until"), ["valid_until"], unique=False)

    op.create_table(
        "tool_loan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("tool_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("out_at", sa.String(), nullable=False),
        sa.Column("out_by", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("back_at", sa.String(), nullable=True),
        sa.Column("back_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("missing", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("compensation_fen", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("paid_at", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_tool_loan_person_id")),
        sa.ForeignKeyConstraint(["tool_id"], ["tool.id"], name=op.f("fk_tool_loan_tool_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tool_loan")),
        sa.UniqueConstraint("uid", name=op.f("uq_tool_loan_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("tool_loan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tool_loan_back_at"), ["back_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_tool_loan_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tool_loan_tool_id"), ["tool_id"], unique=False)

    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("quality", sa.String(), nullable=False),
        sa.Column("consumption", sa.String(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("competitors", sa.String(), nullable=False),
        sa.Column("opinion", sa.String(), nullable=False),
        sa.Column("passed_to", sa.String(), nullable=False),
        sa.Column("passed_at", sa.String(), nullable=True),
        sa.Column("noted_at", sa.String(), nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_survey_customer_id")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_survey_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_job_id"), ["job_id"], unique=False)

    op.create_table(
        "point_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("asked_at", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.String(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["point_entry.id"], name=op.f("fk_point_question_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_question")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("point_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_point_question_entry_id"), ["entry_id"], unique=False)

    op.add_column("form_issue", sa.Column("issued_at", sa.String(), nullable=True))
    op.add_column("form_issue", sa.Column("filed_at", sa.String(), nullable=True))
    op.add_column("form_issue", sa.Column("content", sa.String(), server_default="", nullable=False))
    op.add_column("person", sa.Column("phone_2", sa.String(), server_default="", nullable=False))
    op.add_column("person", sa.Column("home", sa.String(), server_default="", nullable=False))
    op.add_column("person", sa.Column("base", sa.String(), server_default="", nullable=False))
    op.add_column("person", sa.Column("joined_on", sa.Date(), nullable=True))
    op.add_column("person", sa.Column("left_on", sa.Date(), nullable=True))
    op.add_column("plan", sa.Column("every_count", sa.Integer(), nullable=True))
    op.add_column("repair_report", sa.Column("fee_other_fen", sa.Integer(), server_default="0", nullable=False))
    op.add_column("repair_report", sa.Column("fee_discount_fen", sa.Integer(), server_default="0", nullable=False))
    op.add_column("repair_report", sa.Column("result", sa.String(), server_default="", nullable=False))
    op.add_column("repair_report", sa.Column("advice", sa.String(), server_default="", nullable=False))
    op.add_column("repair_report", sa.Column("checks", sa.String(), server_default="[]", nullable=False))
