"""A release brings its pack, but does not undo what a person has deployed since."""

import pytest

from engine.cli.demo import deploy_release
from engine.commands.deploy_pack import deploy_pack
from engine.errors import PackError
from engine.queries.pack_files import files_of, versions
from tests.bureau.fixtures import acting
from tests.packs import pack_files

MAIL = "mini/mail/late.txt"


def with_mail(text: str) -> dict[str, bytes]:
    return {**pack_files(), MAIL: text.encode()}


def test_a_newer_release_replaces_an_older_one(bureau_store):
    """Its checks begin, which the mini pack without a demo bureau does not pass."""
    deploy_pack(bureau_store, None, with_mail("旧\n\n旧"), "release")
    with pytest.raises(PackError):
        deploy_release(bureau_store, {**pack_files(), "mini/mini.bpmn": b"<none/>"})


def test_what_a_person_deployed_stays(bureau_store, capsys):
    deploy_pack(bureau_store, None, pack_files(), "release")
    deploy_pack(bureau_store, acting(bureau_store, "sysadmin"), with_mail("改\n\n改"), "改了邮件")
    deploy_release(bureau_store, with_mail("新\n\n新"))
    assert len(versions(bureau_store)) == 2
    assert files_of(bureau_store, "mini")[MAIL] == "改\n\n改".encode()
    assert "没有自动替换" in capsys.readouterr().err


def test_what_was_deployed_before_is_not_again(bureau_store):
    deploy_pack(bureau_store, None, pack_files(), "release")
    deploy_pack(bureau_store, acting(bureau_store, "sysadmin"), with_mail("改\n\n改"), "改了邮件")
    deploy_release(bureau_store, pack_files())
    assert len(versions(bureau_store)) == 2
