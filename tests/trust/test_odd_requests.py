"""Bodies, keys, ids and queries that mean nothing: refused by name, never a fault."""

import pytest

from engine.store.tables import Case
from tests.trust import office
from tests.trust.doors import Doors

#: Where each form of the pack is answered: who, and how a case gets there.


JSON = "application/json"


BODIES: dict[str, tuple[bytes, str, int]] = {
    "nothing": (b"", JSON, 422),
    "nothing, of no type": (b"", "", 422),
    "no JSON": (b"{", JSON, 400),
    "no UTF-8": (b'{"process":"\xff"}', JSON, 400),
    "a list": (b"[]", JSON, 400),
    "a text": (b'"x"', JSON, 400),
    "null": (b"null", JSON, 400),
    "deep": (b'{"answers":' + b"[" * 60 + b"]" * 60 + b"}", JSON, 400),
    "bottomless": (b"[" * 100_000 + b"]" * 100_000, JSON, 400),
    "a bottomless object": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, JSON, 400),
    "NaN": (b'{"process":NaN}', JSON, 400),
    "too many digits": (b'{"process":' + b"9" * 5000 + b"}", JSON, 400),
    "a form": (b"process=data-request", "application/x-www-form-urlencoded", 415),
    "XML": (b"<a/>", "application/xml", 415),
    "text": (b"{}", "text/plain", 415),
    "NUL": (b'{"process":"a\\u0000b","answers":{}}', JSON, 400),
    "half a character": (b'{"process":"\\ud800","answers":{}}', JSON, 400),
    "answers that are a list": (b'{"process":"data-request","answers":[]}', JSON, 422),
    "answers that are null": (b'{"process":"data-request","answers":null}', JSON, 422),
    "a process that is a number": (b'{"process":1,"answers":{}}', JSON, 422),
    "a process that is an object": (b'{"process":{},"answers":{}}', JSON, 422),
    "an unknown member": (b'{"process":"data-request","answers":{},"x":1}', JSON, 422),
    "an unknown process": (b'{"process":"nothing","answers":{}}', JSON, 404),
    "a post that is not mine": (
        b'{"process":"data-request","answers":{},"post":"x","resource":"307003/000001"}',
        JSON, 403),
    "three megabytes": (b'{"process":"' + b"x" * 3_000_000 + b'"}', JSON, 413),
}  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_is_none(body: str, shared: Doors) -> None:
    data, kind, status = BODIES[body]
    before = office.count_of(shared.store, Case)
    answer = shared.api.send("caiying", "/cases", data, kind)
    assert answer.status == status, answer.text
    assert office.count_of(shared.store, Case) == before


@pytest.mark.parametrize("key", ["x" * 81, "钥匙".encode().decode("latin-1"), "a\tb"])
def test_a_key_that_cannot_be_kept(key: str, shared: Doors) -> None:
    answer = shared.api.send("caiying", "/cases", b"{}", **{"Idempotency-Key": key})
    assert answer.status in (400, 422)
    page = shared.browser("caiying").post(office.REQUEST_PAGE, _key=key * 3)
    assert page.status_code == 422


IDS = ["x", "%00", "%2e%2e%2f", "' OR 1=1 --", "a" * 3000, "0" * 36, "%F0%9F%92%A9", "\u202e", "-1"]


@pytest.mark.parametrize("found", IDS, ids=lambda each: repr(each[:12]))
def test_ids_that_are_nothings(found: str, shared: Doors) -> None:
    lost = (400, 404, 308)  # 308: a path with dots in it is led to the one without
    for path in ("/cases/{}", "/tasks/{}", "/files/{}", "/cases/{}/diagram", "/grants/{}"):
        assert shared.api.get("caiying", path.format(found)).status in lost, path
    for path in ("/cases/{}", "/tasks/{}", "/files/{}", "/cases/{}/diagram.json", "/grants/{}",
                 "/messages/{}", "/catalogue/{}"):  # fmt: skip
        assert shared.page.see("caiying", path.format(found)).status in lost, path
    for arguments in (("case", "show"), ("task", "show"), ("resource", "show")):
        told = shared.cli.run(*arguments, "--as", "caiying", "--", found)
        assert told.status in (2, 3), told.text


LISTS = ("/tasks", "/cases", "/resources", "/grants")


QUERIES = ("limit=0", "limit=-1", "limit=99999999999999999999", "limit=x", "limit=1e3", "after=x",
           "after=%00", "after=" + "A" * 3000, "after=WzEsMl0", "after=W251bGxd", "due=never",
           "list=all", "sort=up", "scope=any", "nothing=1", "q=%00",
           "n=" + "9" * 5000, "limit=１")  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_queries_that_mean_nothing(query: str, shared: Doors) -> None:
    for path in LISTS:
        answer = shared.api.get("caiying", f"{path}?{query}")
        assert answer.status in (200, 400, 422), answer.text
        if answer.status == 200:
            assert query in ("limit=１",), query
    for path in ("/work/todo", "/work/done", "/work/started", "/cases", "/catalogue", "/grants",
                 "/messages", "/calculator"):  # fmt: skip
        assert shared.page.see("caiying", f"{path}?{query}").status in (200, 400, 422), path


@pytest.mark.parametrize("q", ["%", "_", "\\", "'", '"', "%%%", "a" * 5000, "😀", "<script>", "--"])
def test_searching_for_signs(q: str, shared: Doors) -> None:
    for path in ("/work/todo", "/cases", "/catalogue", "/grants"):
        response = shared.browser("caiying").get(path, query_string={"q": q})
        assert response.status_code == 200
        assert "<script>" not in response.text
    assert shared.cli.run("task", "list", "--as", "caiying", "--q", q).status == 0
    assert shared.cli.run("case", "list", "--as", "caiying", "--q", q).status == 0


MOMENTS = {
    "no time": "2026-09-21", "an hour that is none": "2026-09-21T25:00",
    "year 0": "0000-00-00T00:00", "the end of time": "9999-12-31T23:59:59+14:00",
    "no offset": "2026-09-21T09:00:00+99:99",
    "before the law": "2022-06-15T23:59", "before any calendar": "1949-10-01T15:00",
    "tomorrow": "2026-09-22T09:00", "a minute from now": "2026-09-21T09:01", "long": "x" * 5000,
    "by week": "2026-W39-1", "no month": "2026-13-01T09:00",
}  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS)
def test_moments_that_may_not_be(moment: str, shared: Doors) -> None:
    answers = office.REQUEST | {
        "applicant_unit": "police", "contact": "秦峰", "transferred_at": MOMENTS[moment],
        "evidence": "共享平台转办单第 37 号",
    }  # fmt: skip
    answers.pop("commitment")
    before = office.count_of(shared.store, Case)
    for door, status in zip(shared.all(), (422, 422, 1), strict=True):
        answer = door.start("yangfan", answers, office.CONDITIONAL, entry="incoming")
        assert answer.status == status, answer.text
        assert "transferred_at" in answer.errors
    assert office.count_of(shared.store, Case) == before
