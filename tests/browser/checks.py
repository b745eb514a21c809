"""What must hold of a page in every way in which it may be looked at."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from tests.browser.chromium import Tab

WIDTHS = (1280, 768, 390, 360)
_HEIGHT = 720
_DOMAINS = ("Page", "Runtime", "Network", "Log")
_WRONG = ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled")
_AXE = "axe.run(document).then(r => JSON.stringify(r.violations.map(v => [v.id, v.nodes.length])))"
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_SMALLEST = """Math.min(...[...document.querySelectorAll("figure svg text")]
  .filter(t => t.getClientRects().length && t.textContent.trim())
  .map(t => parseFloat(getComputedStyle(t).fontSize) * t.getCTM().a))"""
_POINTED = """(() => {
  const wrong = [];
  for (const svg of document.querySelectorAll("svg[data-read]")) {
    const { names, panels } = JSON.parse(svg.dataset.read);
    const mark = marks(svg, names)[0];
    if (!svg.getClientRects().length || !mark || !panels.length) continue;
    svg.scrollIntoView({ behavior: "instant" });
    const { x, y } = new DOMPoint(mark.x, mark.y).matrixTransform(svg.getScreenCTM());
    svg.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: y }));
    if (note.hidden || !/: [-\\d]/.test(note.textContent)) wrong.push(note.textContent);
  }
  note.hidden = true;
  return wrong.join("; ");
})()"""
_CHOSEN = """(() => {
  const select = document.querySelector(".filters select");
  if (!select) return "";
  select.selectedIndex = 1;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  const kept = new URLSearchParams(location.hash.slice(1));
  const table = document.querySelector("table[data-filters]");
  const wrong = kept.get(table.dataset.name)?.split("~")[0] !== select.value;
  return wrong ? `a choice leaves ${location.hash}` : "";
})()"""
LEAST_PX = 10
"""Of letters in a figure, on a phone."""
MOST_SCREENS = {"index.html": 8}
"""What a page may take on a desktop, by its file: the first is read in one go."""


@dataclass(frozen=True)
class View:
    """How a page is looked at."""

    width: int
    scheme: str
    media: str = "screen"
    script: bool = True

    def __str__(self) -> str:
        script = "" if self.script else ", without JavaScript"
        return f"{self.width} px, {self.scheme}, {self.media}{script}"


VIEWS = (
    *(View(*each) for each in product(WIDTHS, ("light", "dark"))),
    View(1280, "light", media="print"),
    *(View(width, "light", script=False) for width in (1280, 390)),
)


def faults(tab: Tab, page: Path, view: View, axe: str) -> Iterator[str]:
    """Everything that is wrong; `axe` is the text of axe-core, or empty."""
    _look(tab, view)
    tab.open(page)
    requests = [
        event["params"]["request"]["url"]
        for event in tab.events
        if event["method"] == "Network.requestWillBeSent"
    ]
    yield from (f"asks for {url}" for url in requests[1:])
    yield from (f"console: {event['params']}" for event in tab.events if event["method"] in _WRONG)
    sideways = tab.value(_SIDEWAYS)
    if sideways > 0 and view.media == "screen":
        yield f"is {sideways} px wider than the window"
    yield from _too_long(tab, page, view)
    smallest = tab.value(_SMALLEST)
    if smallest and smallest < LEAST_PX - 0.05:
        yield f"letters of {smallest:.1f} px in a figure"
    if view.script and view.media == "screen":
        wrong = tab.value(_POINTED)
        if wrong:
            yield f"a pointer reads {wrong}"
        if tab.value(_CHOSEN):
            yield tab.value(_CHOSEN)
    if axe and view.script:
        tab.value(f"{axe}; 0")
        yield from (f"axe: {rule} at {n} places" for rule, n in json.loads(tab.value(_AXE)))


def _too_long(tab: Tab, page: Path, view: View) -> Iterator[str]:
    if (view.width, view.media) == (WIDTHS[0], "screen"):
        screens = tab.value("document.documentElement.scrollHeight") / _HEIGHT
        if screens > MOST_SCREENS.get(page.name, screens):
            yield f"takes {screens:.2f} screens of {_HEIGHT} px"


def _look(tab: Tab, view: View) -> None:
    for domain in _DOMAINS:
        tab.do(f"{domain}.enable")
    size = {"width": view.width, "height": _HEIGHT, "deviceScaleFactor": 1, "mobile": False}
    tab.do("Emulation.setDeviceMetricsOverride", **size)
    scheme = {"name": "prefers-color-scheme", "value": view.scheme}
    tab.do("Emulation.setEmulatedMedia", media=view.media, features=[scheme])
    tab.do("Emulation.setScriptExecutionDisabled", value=not view.script)
