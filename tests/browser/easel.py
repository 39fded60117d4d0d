"""The diagram editor as one person works in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from engine.commands.edit_pack import edit_pack
from engine.errors import NotFound
from engine.queries.pack_draft import draft_file, get_draft, the_pack
from engine.store.database import Store
from tests.browser.desk import Desk
from tests.bureau.fixtures import acting

SELECTED = re.compile(r"\bselected\b")
#: A process of a pool and nothing in it.
BLANK = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="definitions_blank"
  targetNamespace="urn:gongxiang:test">
  <bpmn:collaboration id="collaboration_blank">
    <bpmn:participant id="pool_blank" name="空白流程" processRef="blank"/>
  </bpmn:collaboration>
  <bpmn:process id="blank" name="空白流程" isExecutable="true"/>
  <bpmndi:BPMNDiagram id="diagram_blank">
    <bpmndi:BPMNPlane id="plane_blank" bpmnElement="collaboration_blank">
      <bpmndi:BPMNShape id="pool_blank_di" bpmnElement="pool_blank" isHorizontal="true">
        <dc:Bounds x="100" y="80" width="760" height="250"/>
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


@dataclass
class Easel:
    """The editor with the diagram `path` on it."""

    desk: Desk
    path: str

    @property
    def page(self) -> Page:
        """The window it stands in."""
        return self.desk.page

    def open(self, more: str = "") -> Easel:
        """Open the diagram and wait until it is drawn and checked."""
        self.desk.open(f"/modeler/diagram?path={self.path}{more}")
        return self.ready()

    def ready(self) -> Easel:
        """Wait until the diagram is drawn."""
        expect(self.page.locator("[data-editor][data-ready]")).to_be_attached()
        return self

    def press(self, act: str) -> None:
        """Press a button of the bar."""
        self.page.locator(f"[data-act={act}]").click()

    # ── the drawing ──────────────────────────────────────────────────────────────────────────

    def element(self, name: str) -> Locator:
        """A shape or line by its id."""
        return self.page.locator(f"g.djs-element[data-element-id='{name}']").first

    def select(self, name: str) -> None:
        """Click on an element near its edge, where nothing lies over it."""
        if SELECTED.search(self.element(name).get_attribute("class") or ""):
            return  # a click on what is selected lets go of it
        hit = self.element(name).locator(".djs-hit").first
        hit.click(position={"x": 6, "y": 6}, force=True)
        expect(self.element(name)).to_have_class(SELECTED)

    def pick(self, name: str) -> None:
        """Select an element by the end of the page's address, as links of the check do."""
        self.page.evaluate("(id) => { window.location.hash = id; }", name)
        expect(self.element(name)).to_have_class(SELECTED)

    def draw(self, kind: str, x: float, y: float) -> None:
        """Take a kind from the palette and put it at a point of the canvas."""
        self.page.locator(f".djs-palette [data-action='create.{kind}']").click()
        self.click_at(x, y)

    def append(self, kind: str) -> None:
        """Let a kind follow what is selected, by the pad beside it."""
        self.page.locator(f".djs-context-pad.open [data-action='append.{kind}']").click()

    def replace(self, kind: str) -> None:
        """Turn what is selected into another kind, by the menu of the pad."""
        self.page.locator(".djs-context-pad.open [data-action='replace']").click()
        self.page.locator(f".djs-popup [data-id='replace-with-{kind}']").click()

    def click_at(self, x: float, y: float) -> None:
        """Click at a point of the canvas."""
        box = self.page.locator("[data-canvas]").bounding_box()
        assert box is not None
        # where it is put down counts from the last move
        self.page.mouse.move(box["x"] + x - 5, box["y"] + y - 5)
        self.page.mouse.move(box["x"] + x, box["y"] + y)
        self.page.mouse.click(box["x"] + x, box["y"] + y)

    def name(self, words: str) -> None:
        """Write the name into the box that is open on the drawing."""
        self.page.locator(".djs-direct-editing-content").fill(words)
        self.page.keyboard.press("Enter")

    # ── what becomes of it ───────────────────────────────────────────────────────────────────

    def expect_state(self, state: str) -> None:
        """Wait until saving stands so."""
        expect(self.page.locator("[data-state]")).to_have_attribute("data-state", state)

    def save_key(self) -> None:
        """Ask for saving by the keyboard."""
        self.page.keyboard.press("Control+s")

    def save(self) -> None:
        """Save by the keyboard and wait until it is done."""
        self.save_key()
        self.expect_state("saved")

    def missing_words(self) -> list[str]:
        """What the page wanted to say and had no words for."""
        found: list[str] = self.page.evaluate("[...window.gxMissing]")
        return found


def on_easel(desk: Desk, path: str, text: str | None = None, store: Store | None = None) -> Easel:
    """Open `path`; with `text` it is first written into the draft, by the same person."""
    if text is not None:
        assert store is not None
        write(store, path, text)
    return Easel(desk, path).open()


def write(store: Store, path: str, text: str, who: str = "sysadmin") -> None:
    """Write a file into the draft, as another window of the same or another person would."""
    pack, actor = the_pack(store), acting(store, who)
    try:
        base = draft_file(store, actor, pack, path).sha256
    except NotFound:
        base = None
    edit_pack(store, actor, pack, {path: text.encode()}, {path: base})


def drafted(store: Store, path: str) -> str:
    """The file as it stands in the draft."""
    return draft_file(store, acting(store, "sysadmin"), the_pack(store), path).content.decode()


def edits(store: Store) -> list[str]:
    """The paths that are edited."""
    found = get_draft(store, acting(store, "sysadmin"), the_pack(store)).edits
    return [each.path for each in found]
