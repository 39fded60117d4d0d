"""A bureau in which everything that can be typed is markup, a template and a formula."""

from typing import Any

from engine.commands.change_password import change_password
from engine.commands.create_user import NewPost, create_user
from engine.store.database import Store
from tests.bureau.fixtures import PASSWORD, acting
from tests.trust import office
from tests.trust.conftest import served
from tests.trust.doors import Doors
from tests.trust.matrix import DISPUTE, LIMITED

EVIL = (
    "核验登记情况\"'><script>alert(1)</script><img src=x onerror=alert(2)>"
    "{{ 71917**2 }}{% for x in 'ab' %}#{71917**2}${71917**2}<!--]]></textarea></title><b onclick=x>"
)


#: For fields too short for all of it.
SHORT = "据'\"><i onload=x>{{71917**2}}"


#: What the square would be, were it ever worked out: too long to stand in a random id by chance.
DONE = "5172054889"


NAME = "魏<b onclick=x>{{71917**2}}'\""


FILE = "'onclick=x {{71917+2}} &lt;b&gt;.txt"


class Dirty:
    """A bureau in which every text that can be typed is EVIL."""

    def __init__(self, store: Store) -> None:
        self.store, self.doors = store, Doors(served(store), store)
        posts = [NewPost("approval", "handler"), NewPost("registration", "provider_reviewer")]
        create_user(store, acting(store, "secadmin"), "weixian", NAME, password="Wei-xian-2026x",
                    posts=posts)  # fmt: skip
        me = acting(store, "weixian")
        change_password(store, me, "Wei-xian-2026x", PASSWORD, PASSWORD)
        self.case = self._start(office.CONDITIONAL)
        self._negotiate()
        self._by_parameters()
        self._withdraw()

    def _start(self, resource: str) -> str:
        asked = f"/processes/data-request/form?entry=request&resource={resource}"
        form = self.doors.api.get("weixian", asked).json["form"]
        paper = self.doors.api.upload("weixian", b"text", FILE).json
        plain = office.REQUEST | {"attachments": [paper], "personal": True,
                                  "items": office.first_items(self.store, resource)}  # fmt: skip
        answers = dirty(form, plain) | {"scene": "用" + EVIL}
        started = self.doors.api.start("weixian", answers, resource)
        assert started.status == 201, started.text
        return str(started.json["id"])

    def do(self, case_id: str, who: str, answers: dict[str, Any]) -> None:
        task = office.open_task(self.store, case_id)
        form = self.doors.api.get(who, f"/tasks/{task.id}").json["form"]
        password = PASSWORD if form["password"] else ""
        # A scene may not repeat the purpose.
        scene = {"scene": "用" + EVIL} if "scene" in answers else {}
        done = self.doors.api.complete(who, task.id, dirty(form, answers) | scene, password)
        assert done.status == 200, done.text

    def _negotiate(self) -> None:
        case, api = self.case, self.doors.api
        self.do(case, "lushan", office.APPROVE)
        task = office.open_task(self.store, case).id
        other = api.get("yangfan", f"/tasks/{task}").json["transfer_to"][0]["value"]
        for path, more in (
            (f"/tasks/{task}/comment", {"text": EVIL}),
            (f"/tasks/{task}/transfer", {"to_person": other, "reason": EVIL}),
        ):
            assert api.post("yangfan", path, **more).status == 204
        back = {"target": "approve_request", "reason": EVIL}
        assert api.post("liangchen", f"/tasks/{task}/return", **back).status == 200
        self.do(case, "lushan", office.APPROVE)
        self.do(case, "yangfan", office.FORWARD)
        missing = [{"what": SHORT, "how": SHORT}]
        self.do(case, "panyue", office.RETURN | {"missing": missing})
        self.do(case, "weixian", office.REQUEST)
        for element in ("approve_request", "forward_request", "check_compliance",
                        "review_as_provider", "decide_further_need", "state_need",
                        "respond_to_need", "coordinate", "renew_reply", "open_access"):  # fmt: skip
            who, answers = office.STEPS[element]
            self.do(case, "weixian" if who == "caiying" else who, answers)

    def _by_parameters(self) -> None:
        case = self._start(office.CONTROLLED)
        for element in ("approve_request", "forward_request", "check_compliance"):
            self.do(case, *office.STEPS[element])
        rows = [{"parameter": SHORT, "allowed": SHORT, "note": SHORT}]
        self.do(case, "lina", LIMITED | {"parameters": rows})
        self.do(case, "weixian", DISPUTE)
        task = office.open_task(self.store, case)
        answers = {"result": EVIL, "decision": EVIL}
        self.doors.api.post("pengli", f"/tasks/{task.id}/save-draft", answers=answers)

    def _withdraw(self) -> None:
        case = self._start("307002/000001")
        path = f"/cases/{case}/withdraw"
        assert self.doors.api.post("weixian", path, reason=EVIL).status == 200


def dirty(form: Any, plain: dict[str, Any]) -> dict[str, Any]:
    """`plain` answers with every text of the form made evil."""
    texts = {
        field["name"]: SHORT if 0 < (field.get("max") or 200) < len(EVIL) else EVIL
        for field in form["fields"]
        if field["type"] in ("text", "longtext") and not field.get("format")
    }
    return plain | texts
