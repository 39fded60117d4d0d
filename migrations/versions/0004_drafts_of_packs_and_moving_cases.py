"""Drafts of packs, consents to settings, moving cases under way, notes of incidents."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go on to 0004."""
    op.create_table(
        "case_move",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("pack", sa.String(length=60), nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.String(length=36), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_case_move_asked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["pack_version.id"], name=op.f("fk_case_move_version_id_pack_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_move")),
    )
    with op.batch_alter_table("case_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_move_asked_at"), ["asked_at"], unique=False)

    op.create_table(
        "pack_consent",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("pack", sa.String(length=60), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_by_id", sa.String(length=36), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.String(length=36), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_pack_consent_asked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_pack_consent_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["pack_version.id"],
            name=op.f("fk_pack_consent_version_id_pack_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_consent")),
    )
    with op.batch_alter_table("pack_consent", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pack_consent_pack_sha256"), ["pack", "sha256"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_pack_consent_state_asked_at"), ["state", "asked_at"], unique=False
        )

    op.create_table(
        "pack_edit",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("pack", sa.String(length=60), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("base_sha256", sa.String(length=64), nullable=False),
        sa.Column("edited_by_id", sa.String(length=36), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["edited_by_id"], ["person.id"], name=op.f("fk_pack_edit_edited_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_edit")),
        sa.UniqueConstraint("pack", "path", name=op.f("uq_pack_edit_pack_path")),
    )
    op.create_table(
        "case_move_item",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("move_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_case_move_item_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["move_id"], ["case_move.id"], name=op.f("fk_case_move_item_move_id_case_move")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_move_item")),
        sa.UniqueConstraint("move_id", "case_id", name=op.f("uq_case_move_item_move_id_case_id")),
    )
    with op.batch_alter_table("case_move_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_move_item_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_case_move_item_state_id"), ["state", "id"], unique=False
        )

    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.add_column(sa.Column("notes", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    """Go back to 0003."""
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_column("notes")

    with op.batch_alter_table("case_move_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_move_item_state_id"))
        batch_op.drop_index(batch_op.f("ix_case_move_item_case_id"))

    op.drop_table("case_move_item")
    op.drop_table("pack_edit")
    with op.batch_alter_table("pack_consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pack_consent_state_asked_at"))
        batch_op.drop_index(batch_op.f("ix_pack_consent_pack_sha256"))

    op.drop_table("pack_consent")
    with op.batch_alter_table("case_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_move_asked_at"))

    op.drop_table("case_move")
