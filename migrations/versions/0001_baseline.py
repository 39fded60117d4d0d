"""The tables of the first release."""

# ruff: noqa: PLR0915 - as alembic writes it

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go on to 0001."""
    op.create_table(
        "counter",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_counter")),
    )
    op.create_table(
        "heartbeat",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "outage",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outage")),
    )
    op.create_table(
        "pack_blob",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_pack_blob")),
    )
    op.create_table(
        "pack_version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("pack", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("deployed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deployed_by", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_version")),
        sa.UniqueConstraint("pack", "number", name=op.f("uq_pack_version_pack_number")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("on_establishment", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("password_set_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("username", name=op.f("uq_person_username")),
    )
    op.create_table(
        "seal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "first_event", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "last_event", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    op.create_index(
        op.f("ix_sign_in_failure_source_at"), "sign_in_failure", ["source", "at"], unique=False
    )
    op.create_index(
        op.f("ix_sign_in_failure_username_at"), "sign_in_failure", ["username", "at"], unique=False
    )
    op.create_table(
        "stored_file",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("rule_scope", sa.String(length=20), nullable=False),
        sa.Column("is_gov_department", sa.Boolean(), nullable=False),
        sa.Column("bureau", sa.Boolean(), nullable=False),
        sa.Column("works_here", sa.Boolean(), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
        sa.UniqueConstraint("name", name=op.f("uq_unit_name")),
    )
    op.create_table(
        "agent_authorization",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("provider_unit_id", sa.String(length=36), nullable=False),
        sa.Column("agent_unit_id", sa.String(length=36), nullable=False),
        sa.Column("document_number", sa.String(length=80), nullable=False),
        sa.Column("resource_codes", sa.JSON(), nullable=False),
        sa.Column("max_grade", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_unit_id"], ["unit.id"], name=op.f("fk_agent_authorization_agent_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["provider_unit_id"],
            ["unit.id"],
            name=op.f("fk_agent_authorization_provider_unit_id_unit"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent_authorization")),
    )
    op.create_index(
        op.f("ix_agent_authorization_provider_unit_id"),
        "agent_authorization",
        ["provider_unit_id"],
        unique=False,
    )
    op.create_table(
        "answered",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_answered_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", "key", name=op.f("pk_answered")),
    )
    op.create_index(op.f("ix_answered_at"), "answered", ["at"], unique=False)
    op.create_table(
        "api_token",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_api_token_person_id_person")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_api_token")),
    )
    op.create_index(op.f("ix_api_token_person_id"), "api_token", ["person_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("slot", sa.String(length=200), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("person_id", "slot", name=op.f("uq_draft_person_id_slot")),
    )
    op.create_table(
        "file_chunk",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest"], ["stored_file.digest"], name=op.f("fk_file_chunk_digest_stored_file")
        ),
        sa.PrimaryKeyConstraint("digest", "number", name=op.f("pk_file_chunk")),
    )
    op.create_table(
        "post",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("unit_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_post_person_id_person")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_post_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint(
            "person_id",
            "unit_id",
            "role",
            "valid_from",
            name=op.f("uq_post_person_id_unit_id_role_valid_from"),
        ),
    )
    op.create_index(op.f("ix_post_person_id"), "post", ["person_id"], unique=False)
    op.create_index(op.f("ix_post_unit_id_role"), "post", ["unit_id", "role"], unique=False)
    op.create_table(
        "resource",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("provider_unit_id", sa.String(length=36), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("theme", sa.String(length=60), nullable=False),
        sa.Column("data_kind", sa.String(length=20), nullable=False),
        sa.Column("share_type", sa.String(length=20), nullable=False),
        sa.Column("share_condition", sa.Text(), nullable=False),
        sa.Column("not_share_basis", sa.Text(), nullable=False),
        sa.Column("provide_mode", sa.String(length=20), nullable=False),
        sa.Column("api_param_controlled", sa.Boolean(), nullable=False),
        sa.Column("dedicated", sa.Boolean(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("data_format", sa.String(length=60), nullable=False),
        sa.Column("update_cycle", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("review", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_unit_id"], ["unit.id"], name=op.f("fk_resource_provider_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
        sa.UniqueConstraint("code", name=op.f("uq_resource_code")),
    )
    op.create_index(op.f("ix_resource_name"), "resource", ["name"], unique=False)
    op.create_index(
        op.f("ix_resource_provider_unit_id"), "resource", ["provider_unit_id"], unique=False
    )
    op.create_index(op.f("ix_resource_share_type"), "resource", ["share_type"], unique=False)
    op.create_table(
        "sign_in_session",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_session_person_id_person")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sign_in_session")),
    )
    op.create_index(
        op.f("ix_sign_in_session_person_id"), "sign_in_session", ["person_id"], unique=False
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("process", sa.String(length=60), nullable=False),
        sa.Column("entry", sa.String(length=60), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("pack_version_id", sa.String(length=36), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("event_hash", sa.String(length=64), nullable=False),
        sa.Column("grants_given", sa.Integer(), nullable=False),
        sa.Column("state_code", sa.String(length=40), nullable=False),
        sa.Column("state_label", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=True),
        sa.Column("legal", sa.Boolean(), nullable=False),
        sa.Column("starter_id", sa.String(length=36), nullable=False),
        sa.Column("applicant_unit_id", sa.String(length=36), nullable=False),
        sa.Column("provider_unit_id", sa.String(length=36), nullable=True),
        sa.Column("resource_id", sa.String(length=36), nullable=True),
        sa.Column("provider_sees_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["applicant_unit_id"], ["unit.id"], name=op.f("fk_cases_applicant_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["pack_version_id"],
            ["pack_version.id"],
            name=op.f("fk_cases_pack_version_id_pack_version"),
        ),
        sa.ForeignKeyConstraint(
            ["provider_unit_id"], ["unit.id"], name=op.f("fk_cases_provider_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_cases_resource_id_resource")
        ),
        sa.ForeignKeyConstraint(
            ["starter_id"], ["person.id"], name=op.f("fk_cases_starter_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("number", name=op.f("uq_cases_number")),
    )
    op.create_index(
        op.f("ix_cases_applicant_unit_id"), "cases", ["applicant_unit_id"], unique=False
    )
    op.create_index(op.f("ix_cases_ended_at"), "cases", ["ended_at"], unique=False)
    op.create_index(op.f("ix_cases_process"), "cases", ["process"], unique=False)
    op.create_index(op.f("ix_cases_provider_unit_id"), "cases", ["provider_unit_id"], unique=False)
    op.create_index(op.f("ix_cases_resource_id"), "cases", ["resource_id"], unique=False)
    op.create_index(op.f("ix_cases_started_at_id"), "cases", ["started_at", "id"], unique=False)
    op.create_index(
        op.f("ix_cases_starter_id_started_at_id"),
        "cases",
        ["starter_id", "started_at", "id"],
        unique=False,
    )
    op.create_table(
        "dedicated_unit",
        sa.Column("resource_id", sa.String(length=36), nullable=False),
        sa.Column("unit_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_dedicated_unit_resource_id_resource")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_dedicated_unit_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("resource_id", "unit_id", name=op.f("pk_dedicated_unit")),
    )
    op.create_table(
        "resource_item",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("resource_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("data_type", sa.String(length=20), nullable=False),
        sa.Column("share_type", sa.String(length=20), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_resource_item_resource_id_resource")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_item")),
        sa.UniqueConstraint("resource_id", "code", name=op.f("uq_resource_item_resource_id_code")),
    )
    op.create_table(
        "access_grant",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("resource_id", sa.String(length=36), nullable=False),
        sa.Column("resource_version", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("supply", sa.JSON(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_access_grant_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_access_grant_resource_id_resource")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_access_grant_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_grant")),
        sa.UniqueConstraint("number", name=op.f("uq_access_grant_number")),
    )
    op.create_index(op.f("ix_access_grant_case_id"), "access_grant", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_access_grant_resource_id"), "access_grant", ["resource_id"], unique=False
    )
    op.create_index(op.f("ix_access_grant_state"), "access_grant", ["state"], unique=False)
    op.create_index(
        op.f("ix_access_grant_unit_id_resource_id_state"),
        "access_grant",
        ["unit_id", "resource_id", "state"],
        unique=False,
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("uploaded_by_id", sa.String(length=36), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("task_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_attachment_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["digest"], ["stored_file.digest"], name=op.f("fk_attachment_digest_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["person.id"], name=op.f("fk_attachment_uploaded_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_case_id"), "attachment", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_attachment_digest_uploaded_by_id"),
        "attachment",
        ["digest", "uploaded_by_id"],
        unique=False,
    )
    op.create_table(
        "clock",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("engine_id", sa.String(length=36), nullable=False),
        sa.Column("host_id", sa.String(length=36), nullable=False),
        sa.Column("process", sa.String(length=60), nullable=False),
        sa.Column("element", sa.String(length=80), nullable=False),
        sa.Column("host_element", sa.String(length=80), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("interrupting", sa.Boolean(), nullable=False),
        sa.Column("forfeits", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("trace", sa.JSON(), nullable=False),
        sa.Column("calendar_revision", sa.String(length=64), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_step", sa.String(length=10), nullable=True),
        sa.Column("lapsed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_clock_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock")),
    )
    op.create_index(op.f("ix_clock_case_id_state"), "clock", ["case_id", "state"], unique=False)
    op.create_index(op.f("ix_clock_next_at"), "clock", ["next_at"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("actor_id", sa.String(length=36), nullable=True),
        sa.Column("actor_name", sa.String(length=60), nullable=False),
        sa.Column("actor_post", sa.Text(), nullable=False),
        sa.Column("via", sa.String(length=10), nullable=False),
        sa.Column("task_id", sa.String(length=36), nullable=True),
        sa.Column("element", sa.String(length=80), nullable=False),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_event_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("case_id", "seq", name=op.f("uq_event_case_id_seq")),
    )
    op.create_index(op.f("ix_event_kind_id"), "event", ["kind", "id"], unique=False)
    op.create_index(op.f("ix_event_recorded_at"), "event", ["recorded_at"], unique=False)
    op.create_table(
        "incident",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("task_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_incident_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index(op.f("ix_incident_case_id"), "incident", ["case_id"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("dedupe", sa.String(length=200), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("task_id", sa.String(length=36), nullable=True),
        sa.Column("clock_id", sa.String(length=36), nullable=True),
        sa.Column("template", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outline", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_message_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_message_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("dedupe", name=op.f("uq_message_dedupe")),
    )
    op.create_index(op.f("ix_message_case_id"), "message", ["case_id"], unique=False)
    op.create_index(op.f("ix_message_created_at_id"), "message", ["created_at", "id"], unique=False)
    op.create_index(
        op.f("ix_message_mail_state_next_try_at"),
        "message",
        ["mail_state", "next_try_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_message_person_id_read_at"), "message", ["person_id", "read_at"], unique=False
    )
    op.create_table(
        "task",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("engine_id", sa.String(length=36), nullable=False),
        sa.Column("process", sa.String(length=60), nullable=False),
        sa.Column("element", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("form", sa.String(length=60), nullable=True),
        sa.Column("approving", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("unit_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("for_unit_id", sa.String(length=36), nullable=True),
        sa.Column("recorded", sa.Boolean(), nullable=False),
        sa.Column("fallback", sa.Boolean(), nullable=False),
        sa.Column("drawn_unit_id", sa.String(length=36), nullable=True),
        sa.Column("drawn_role", sa.String(length=30), nullable=True),
        sa.Column("assignee_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clock_id", sa.String(length=36), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_by_id", sa.String(length=36), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["person.id"], name=op.f("fk_task_assignee_id_person")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_task_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["completed_by_id"], ["person.id"], name=op.f("fk_task_completed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["drawn_unit_id"], ["unit.id"], name=op.f("fk_task_drawn_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["for_unit_id"], ["unit.id"], name=op.f("fk_task_for_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_task_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(op.f("ix_task_case_id_state"), "task", ["case_id", "state"], unique=False)
    op.create_index(
        op.f("ix_task_completed_by_id_completed_at"),
        "task",
        ["completed_by_id", "completed_at"],
        unique=False,
    )
    op.create_index(op.f("ix_task_due_at"), "task", ["due_at"], unique=False)
    op.create_index(
        op.f("ix_task_state_assignee_id"), "task", ["state", "assignee_id"], unique=False
    )
    op.create_index(
        op.f("ix_task_state_unit_id_role"), "task", ["state", "unit_id", "role"], unique=False
    )


def downgrade() -> None:
    """Go back to an empty database."""
    op.drop_index(op.f("ix_task_state_unit_id_role"), table_name="task")
    op.drop_index(op.f("ix_task_state_assignee_id"), table_name="task")
    op.drop_index(op.f("ix_task_due_at"), table_name="task")
    op.drop_index(op.f("ix_task_completed_by_id_completed_at"), table_name="task")
    op.drop_index(op.f("ix_task_case_id_state"), table_name="task")
    op.drop_table("task")
    op.drop_index(op.f("ix_message_person_id_read_at"), table_name="message")
    op.drop_index(op.f("ix_message_mail_state_next_try_at"), table_name="message")
    op.drop_index(op.f("ix_message_created_at_id"), table_name="message")
    op.drop_index(op.f("ix_message_case_id"), table_name="message")
    op.drop_table("message")
    op.drop_index(op.f("ix_incident_case_id"), table_name="incident")
    op.drop_table("incident")
    op.drop_index(op.f("ix_event_recorded_at"), table_name="event")
    op.drop_index(op.f("ix_event_kind_id"), table_name="event")
    op.drop_table("event")
    op.drop_index(op.f("ix_clock_next_at"), table_name="clock")
    op.drop_index(op.f("ix_clock_case_id_state"), table_name="clock")
    op.drop_table("clock")
    op.drop_index(op.f("ix_attachment_digest_uploaded_by_id"), table_name="attachment")
    op.drop_index(op.f("ix_attachment_case_id"), table_name="attachment")
    op.drop_table("attachment")
    op.drop_index(op.f("ix_access_grant_unit_id_resource_id_state"), table_name="access_grant")
    op.drop_index(op.f("ix_access_grant_state"), table_name="access_grant")
    op.drop_index(op.f("ix_access_grant_resource_id"), table_name="access_grant")
    op.drop_index(op.f("ix_access_grant_case_id"), table_name="access_grant")
    op.drop_table("access_grant")
    op.drop_table("resource_item")
    op.drop_table("dedicated_unit")
    op.drop_index(op.f("ix_cases_starter_id_started_at_id"), table_name="cases")
    op.drop_index(op.f("ix_cases_started_at_id"), table_name="cases")
    op.drop_index(op.f("ix_cases_resource_id"), table_name="cases")
    op.drop_index(op.f("ix_cases_provider_unit_id"), table_name="cases")
    op.drop_index(op.f("ix_cases_process"), table_name="cases")
    op.drop_index(op.f("ix_cases_ended_at"), table_name="cases")
    op.drop_index(op.f("ix_cases_applicant_unit_id"), table_name="cases")
    op.drop_table("cases")
    op.drop_index(op.f("ix_sign_in_session_person_id"), table_name="sign_in_session")
    op.drop_table("sign_in_session")
    op.drop_index(op.f("ix_resource_share_type"), table_name="resource")
    op.drop_index(op.f("ix_resource_provider_unit_id"), table_name="resource")
    op.drop_index(op.f("ix_resource_name"), table_name="resource")
    op.drop_table("resource")
    op.drop_index(op.f("ix_post_unit_id_role"), table_name="post")
    op.drop_index(op.f("ix_post_person_id"), table_name="post")
    op.drop_table("post")
    op.drop_table("file_chunk")
    op.drop_table("draft")
    op.drop_index(op.f("ix_api_token_person_id"), table_name="api_token")
    op.drop_table("api_token")
    op.drop_index(op.f("ix_answered_at"), table_name="answered")
    op.drop_table("answered")
    op.drop_index(op.f("ix_agent_authorization_provider_unit_id"), table_name="agent_authorization")
    op.drop_table("agent_authorization")
    op.drop_table("unit")
    op.drop_table("stored_file")
    op.drop_index(op.f("ix_sign_in_failure_username_at"), table_name="sign_in_failure")
    op.drop_index(op.f("ix_sign_in_failure_source_at"), table_name="sign_in_failure")
    op.drop_table("sign_in_failure")
    op.drop_table("seal")
    op.drop_table("person")
    op.drop_table("pack_version")
    op.drop_table("pack_blob")
    op.drop_table("outage")
    op.drop_table("heartbeat")
    op.drop_table("counter")
