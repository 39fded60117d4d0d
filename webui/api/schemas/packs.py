"""Packs: what is deployed, and what a change would do."""

from marshmallow import fields

from webui.api.schemas.base import Wire, text


class VersionSchema(Wire):
    """A deployed version."""

    pack = fields.String(required=True)
    number = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    deployed_at = fields.AwareDateTime(required=True)
    deployed_by = fields.String(required=True)
    reason = fields.String(required=True)
    current = fields.Boolean(required=True)


class PacksSchema(Wire):
    """All deployed versions."""

    items = fields.List(fields.Nested(VersionSchema), required=True)


class ChangesSchema(Wire):
    """Changes to the files of the newest version; without any, that version itself is meant."""

    files = fields.Dict(
        fields.String(),
        fields.String(allow_none=True),
        load_default=dict,
        metadata={"description": "路径 → 内容；null 表示删除该文件"},
    )


class SimulateSchema(ChangesSchema):
    """Which scenarios."""

    scenario = text(200, metadata={"description": "只运行路径中含有这段文字的场景"})


class DeploySchema(ChangesSchema):
    """Why."""

    reason = text(500, 1, required=True)


class ProblemLineSchema(Wire):
    """Something that is wrong with a pack."""

    file = fields.String(required=True)
    element = fields.String(required=True)
    rule = fields.String(required=True)
    message = fields.String(required=True)
    severity = fields.String(required=True, metadata={"description": "error warning"})


class CheckedSchema(Wire):
    """What the checks found; errors keep a pack from being deployed."""

    ok = fields.Boolean(required=True)
    problems = fields.List(fields.Nested(ProblemLineSchema), required=True)


class ScenarioSchema(Wire):
    """How a scenario went."""

    path = fields.String(required=True)
    title = fields.String(required=True)
    steps = fields.Integer(required=True)
    passed = fields.Boolean(required=True)
    failures = fields.List(fields.String(), required=True)


class CoverageSchema(Wire):
    """Which sequence flows of a process no scenario walks."""

    process = fields.String(required=True)
    total = fields.Integer(required=True)
    walked = fields.Integer(required=True)
    missing = fields.List(fields.String(), required=True)


class ReportSchema(Wire):
    """How the scenarios went."""

    passed = fields.Boolean(required=True)
    complete = fields.Boolean(required=True)
    scenarios = fields.List(fields.Nested(ScenarioSchema), required=True)
    coverage = fields.Dict(fields.String(), fields.Nested(CoverageSchema), required=True)


class DeployedSchema(Wire):
    """The version that is now the newest; `changed` is false when it was so already."""

    pack = fields.String(required=True)
    number = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    changed = fields.Boolean(required=True)
