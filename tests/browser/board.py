"""The drawing board: one diagram open in the editor, an element chosen, its properties changed."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from engine.commands.edit_pack import edit_pack
from engine.core.workflow.parser import GxParser, read_gx, read_xml
from engine.queries.pack_draft import draft_file
from tests.browser.office import PACK, Office
from tests.bureau.fixtures import acting

KEY = "jz-2022"
KEEPER = "sysadmin"


@dataclass
class Board:
    """A diagram of the draft at the window of whoever keeps the pack."""

    office: Office
    page: Page
    path: str

    def pick(self, element: str) -> None:
        """Choose an element; the panel shows it."""
        self.page.evaluate("id => { location.hash = ''; location.hash = '#' + id; }", element)
        expect(self.field("id")).to_have_value(element)

    def field(self, entry: str) -> Locator:
        """The input of an entry of the panel."""
        return self.page.locator(f"[id='bio-properties-panel-{entry}']")

    def untick(self, entry: str) -> None:
        """Clear a box of the panel, which is drawn ticked once more before it shows its value."""
        self.field(entry).click()
        expect(self.field(entry)).not_to_be_checked()

    def unfold(self, group: str) -> None:
        """Open a group of the panel that is closed."""
        head = self.page.locator(f"[data-group-id='group-{group}'] .bio-properties-panel-arrow")
        head.first.click()

    def said(self, entry: str) -> Locator:
        """The whole entry: label, input, what is said about it."""
        return self.page.locator(f"[data-entry-id='{entry}']")

    def undo(self) -> None:
        """Take the last step back."""
        self.page.locator("[data-act=undo]").click()

    def saved(self) -> "Saved":
        """Save at once, as somebody in a hurry does, and read what the draft holds."""
        self.page.keyboard.press("Control+s")
        expect(self.page.locator("[data-state]")).to_have_attribute("data-state", "saved")
        return Saved(self.content())

    def put(self, content: bytes) -> None:
        """Put another text of the diagram into the draft and open it."""
        store, actor = self.office.store, acting(self.office.store, KEEPER)
        now = draft_file(store, actor, KEY, self.path)
        edit_pack(store, actor, KEY, {self.path: content}, {self.path: now.sha256})
        self.page.reload()
        expect(self.page.locator("[data-editor][data-ready]")).to_be_attached()

    def content(self) -> bytes:
        """The file as it stands in the draft."""
        store = self.office.store
        return draft_file(store, acting(store, KEEPER), KEY, self.path).content


@dataclass
class Saved:
    """A diagram as the engine reads it."""

    content: bytes

    def element(self, id: str) -> Any:
        """The XML of an element."""
        return read_xml(self.content).xpath("//*[@id=$id]", id=id)[0]

    def gx(self, id: str) -> dict[str, Any]:
        """Our extensions of an element, as the engine reads them."""
        return read_gx(self.element(id))

    def text(self, id: str, tag: str) -> str | None:
        """The text of the first `tag` within an element."""
        found = self.element(id).xpath(f".//*[local-name()='{tag}']")
        return found[0].text if found else None

    def has(self, id: str, tag: str) -> bool:
        """Whether an element has a child `tag`."""
        return bool(self.element(id).xpath(f"*[local-name()='{tag}']"))

    def drawn(self, id: str) -> "Drawn":
        """Where an element with a label outside stands."""
        shape = read_xml(self.content).xpath("//*[@bpmnElement=$id]", id=id)[0]
        ends = [_ends(each) for each in shape.xpath(".//*[local-name()='Bounds']")]
        return Drawn(sum(ends[0]) / 2, ends[1])

    def parses(self) -> None:
        """Hold it against the schema and the engine's parser; raises what they raise."""
        GxParser().add_bpmn_str(self.content)


@dataclass
class Drawn:
    """The middle of a shape, and where its label begins and ends, from the left."""

    middle: float
    label: tuple[float, float]


def _ends(bounds: Any) -> tuple[float, float]:
    left = float(bounds.get("x"))
    return left, left + float(bounds.get("width"))


def shipped(path: str) -> Saved:
    """A diagram as it is shipped."""
    return Saved((PACK / path).read_bytes())


def board(office: Office, path: str) -> Board:
    """Open a diagram of the shipped pack in the editor."""
    page = office.desk(KEEPER).open(f"/modeler/diagram?path={path}")
    expect(page.locator("[data-editor][data-ready]")).to_be_attached()
    return Board(office, page, path)
