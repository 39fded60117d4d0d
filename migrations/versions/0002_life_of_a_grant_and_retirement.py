"""The life of a grant, retirement of a resource, call vouchers, cases that the program opens."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go on to 0002."""
    op.create_table(
        "retirement",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("resource_id", sa.String(length=36), nullable=False),
        sa.Column("successor_id", sa.String(length=36), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("usable_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("extended_until", sa.Date(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offline_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_retirement_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_retirement_resource_id_resource")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["resource.id"], name=op.f("fk_retirement_successor_id_resource")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retirement")),
        sa.UniqueConstraint("case_id", name=op.f("uq_retirement_case_id")),
    )
    with op.batch_alter_table("retirement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_retirement_resource_id_offline_at_cancelled_at"),
            ["resource_id", "offline_at", "cancelled_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_retirement_successor_id"), ["successor_id"], unique=False
        )

    op.create_table(
        "call_voucher",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("grant_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.String(length=36), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_call_voucher_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["access_grant.id"], name=op.f("fk_call_voucher_grant_id_access_grant")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_call_voucher_recorded_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_voucher")),
        sa.UniqueConstraint("grant_id", "number", name=op.f("uq_call_voucher_grant_id_number")),
    )
    with op.batch_alter_table("call_voucher", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_voucher_case_id"), ["case_id"], unique=False)

    op.create_table(
        "holder_notice",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("retirement_id", sa.String(length=36), nullable=False),
        sa.Column("unit_id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_holder_notice_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["retirement_id"],
            ["retirement.id"],
            name=op.f("fk_holder_notice_retirement_id_retirement"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_holder_notice_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holder_notice")),
    )
    with op.batch_alter_table("holder_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_holder_notice_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_holder_notice_retirement_id_unit_id"),
            ["retirement_id", "unit_id"],
            unique=False,
        )

    with op.batch_alter_table("access_grant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("end_reason", sa.String(length=20), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("last_call_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("renews_id", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("closing", sa.JSON(), server_default="{}", nullable=False))
        batch_op.create_foreign_key(
            batch_op.f("fk_access_grant_renews_id_access_grant"),
            "access_grant",
            ["renews_id"],
            ["id"],
        )

    with op.batch_alter_table("clock", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("wakes", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("automatic", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("grant_id", sa.String(length=36), nullable=True))
        batch_op.create_index(batch_op.f("ix_cases_grant_id"), ["grant_id"], unique=False)


def downgrade() -> None:
    """Go back to 0001."""
    with op.batch_alter_table("clock", schema=None) as batch_op:
        batch_op.drop_column("wakes")

    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cases_grant_id"))
        batch_op.drop_column("grant_id")
        batch_op.drop_column("automatic")

    with op.batch_alter_table("access_grant", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_access_grant_renews_id_access_grant"), type_="foreignkey"
        )
        batch_op.drop_column("closing")
        batch_op.drop_column("renews_id")
        batch_op.drop_column("last_call_at")
        batch_op.drop_column("end_reason")
        batch_op.drop_column("ended_at")
        batch_op.drop_column("suspended_at")

    with op.batch_alter_table("holder_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_holder_notice_retirement_id_unit_id"))
        batch_op.drop_index(batch_op.f("ix_holder_notice_case_id"))

    op.drop_table("holder_notice")
    with op.batch_alter_table("call_voucher", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_voucher_case_id"))

    op.drop_table("call_voucher")
    with op.batch_alter_table("retirement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_retirement_successor_id"))
        batch_op.drop_index(batch_op.f("ix_retirement_resource_id_offline_at_cancelled_at"))

    op.drop_table("retirement")
