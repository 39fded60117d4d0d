"""The list of calls in docs/api.md, made of the OpenAPI document:
`python -m tests.api.manual` writes it between the marks of that page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.settings import Settings
from engine.store.database import Store
from webui import create_app

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
BEGIN, END = "<!-- calls -->\n", "<!-- /calls -->\n"
GROUPS = ("me", "processes", "files", "cases", "tasks", "deadline", "calendar", "resources",
          "grants", "packs")  # fmt: skip


def page() -> str:
    """The whole page, its list of calls made anew."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}{calls()}{END}{after}"


def calls() -> str:
    """All calls, group by group."""
    store = Store("sqlite://")
    document: Any = (
        create_app(Settings(secret_key="x" * 32), store)
        .test_client()
        .get("/api/v1/openapi.json")
        .json
    )
    store.close()
    return "".join(_group(document, name) for name in GROUPS)


def _group(document: dict[str, Any], name: str) -> str:
    tag = f"api_{name}"
    about = next(each["description"] for each in document["tags"] if each["name"] == tag)
    lines = [f"\n### {about}\n\n| call | takes | meaning |\n|---|---|---|\n"]
    for path, methods in document["paths"].items():
        shared = methods.get("parameters", [])
        for method, call in methods.items():
            if method != "parameters" and tag in call["tags"]:
                takes = ", ".join([*_query(call, shared), *_body(document, call)])
                lines.append(f"| `{method.upper()} {path}` | {takes} | {call['summary']} |\n")
    return "".join(lines)


def _query(call: dict[str, Any], shared: list[dict[str, Any]]) -> Iterator[str]:
    for each in [*shared, *call.get("parameters", [])]:
        if each["in"] == "query":
            yield f"`{each['name']}`" if each.get("required") else f"`{each['name']}?`"


def _body(document: dict[str, Any], call: dict[str, Any]) -> Iterator[str]:
    for kind, content in call.get("requestBody", {}).get("content", {}).items():
        name = content["schema"]["$ref"].rpartition("/")[2]
        shape = document["components"]["schemas"][name]
        needed = shape.get("required", [])
        for field in shape["properties"]:
            mark = "" if field in needed else "?"
            yield f"`{field}{mark}`" + (" (multipart)" if "multipart" in kind else "")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
