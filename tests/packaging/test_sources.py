"""What is committed about versions, registries and documents."""

import configparser
import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
WEBUI = ROOT / "webui"


def requirements() -> list[Requirement]:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", "utf-8")
    wanted = config["options"]["install_requires"] + config["options.extras_require"]["test"]
    lines = [line.strip() for line in wanted.splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def test_every_requirement_is_pinned_within_its_range() -> None:
    versions = pins()
    for each in requirements():
        assert each.specifier.contains(versions[canonicalize_name(each.name)]), str(each)


def test_constraints_hold_nothing_but_pins() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    assert not re.search(r"^\s*-|://", text, re.MULTILINE)


def test_the_lockfile_names_no_registry_and_keeps_digests() -> None:
    lock = json.loads((WEBUI / "package-lock.json").read_text("utf-8"))
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert not [name for name, each in packages.items() if "resolved" in each]
    assert not [name for name, each in packages.items() if "integrity" not in each]


def test_the_front_end_has_exact_versions() -> None:
    package = json.loads((WEBUI / "package.json").read_text("utf-8"))
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values()), versions


def test_scripts_say_the_same_in_both_languages() -> None:
    text = (WEBUI / "src/site/words.js").read_text("utf-8")
    chinese, english = re.findall(r"^  (?:zh|en): \{\n(.*?)^  \}", text, re.MULTILINE | re.DOTALL)
    keys = [re.findall(r"^    (\w+):", part, re.MULTILINE) for part in (chinese, english)]
    assert keys[0] == keys[1]
    used = {
        name
        for folder in ("site", "viewer")  # the modeler's words are keyed by the Chinese text
        for path in (WEBUI / "src" / folder).rglob("*.js")
        for name in re.findall(r"\bsay\('(\w+)'", path.read_text("utf-8"))
    }
    assert used <= set(keys[0])


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_documents_point_to_what_exists(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_both_readmes_tell_the_same_state() -> None:
    states = {"built": "已实现", "not yet": "未实现"}
    english = re.findall(r"\| (built|not yet) \|$", (ROOT / "README.md").read_text(), re.MULTILINE)
    chinese = re.findall(
        r"\| (已实现|未实现) \|$", (ROOT / "README.zh-CN.md").read_text(), re.MULTILINE
    )
    assert [states[each] for each in english] == chinese


def run_venv(tmp_path: Path, python: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHON": python}
    command = ["sh", str(ROOT / ".ci/venv"), str(tmp_path / "venv")]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


def test_a_missing_python_is_named_with_its_package(tmp_path: Path) -> None:
    done = run_venv(tmp_path, "no-such-python")
    assert done.returncode == 1
    assert "python3.11" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "venv").exists()


def test_a_missing_venv_is_named_with_its_package(tmp_path: Path) -> None:
    fake = tmp_path / "python"
    fake.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\n', "utf-8")
    fake.chmod(0o755)
    done = run_venv(tmp_path, str(fake))
    assert done.returncode == 1
    assert "python3-venv" in done.stderr
