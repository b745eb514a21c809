"""A matplotlib figure as an inline SVG: deterministic, themable, readable aloud.

Styles become presentation attributes, so that a strict content policy cannot blank the figure;
ids get a prefix of their own, so that figures can share a page; black becomes the text colour.
"""

import io
import re
from xml.etree import ElementTree as ET

import matplotlib as mpl
from matplotlib.figure import Figure

from propbench.bench.plain_text import visible
from propbench.reports.svg.compact import LINK, SVG, define_first, flatten, share, shorten

_BLACK = {"#000000", "#000", "black"}
_DROPPED = {"font-family", "font-style", "font-variant", "font-stretch", "white-space"}
_NO_TURN = "rotate(-0 "


def inline(figure: Figure, prefix: str, title: str, description: str, read: str = "") -> str:
    """The SVG element as text; `prefix` goes before every id in it.

    `title` and `description` are what a screen reader says in place of the drawing; `read` is what
    the page's script reads values out with (drawing.readout).
    """
    root = ET.fromstring(_draw(figure, prefix))  # noqa: S314, made here
    _drop(root, {f"{SVG}metadata", f"{SVG}style", f"{SVG}title"})
    flatten(root)
    for element in root.iter():
        _attributes(element)
    define_first(root)
    shorten(root)
    share(root)
    _rename(root, prefix)
    _announce(root, prefix, title, description)
    if read:
        root.set("data-read", read)
    ET.register_namespace("", SVG.strip("{}"))
    return ET.tostring(root, encoding="unicode").replace(" />", "/>")


def _draw(figure: Figure, prefix: str) -> str:
    text = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": prefix}):
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return visible(text.getvalue())


def _drop(root: ET.Element, tags: set[str]) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in tags:
                parent.remove(child)


def _attributes(element: ET.Element) -> None:
    """`style` as presentation attributes, and black as the colour of the text around."""
    for declaration in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font":
            name, value = "font-size", _size(value)
        if name and name not in _DROPPED:
            element.set(name, value)
    for name in ("fill", "stroke"):
        if element.get(name) in _BLACK:
            element.set(name, "currentColor")
    if element.get("transform", "").startswith(_NO_TURN):
        del element.attrib["transform"]


def _size(font: str) -> str:
    """The size in a `font` shorthand, such as `10px 'DejaVu Sans'`."""
    found = re.search(r"([\d.]+)px", font)
    return f"{found[1]}px" if found else "10px"


def _rename(root: ET.Element, prefix: str) -> None:
    """Number what is defined; the prefix keeps the figures of a page apart."""
    defined = [element for element in root.iter() if "id" in element.attrib]
    names = {element.attrib["id"]: f"{prefix}-{n}" for n, element in enumerate(defined)}
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", names[element.attrib["id"]])
        link = element.attrib.pop(LINK, None)
        if link is not None:
            element.set("href", f"#{names[link.removeprefix('#')]}")
        for name, value in element.attrib.items():
            if value.startswith("url(#"):
                element.set(name, f"url(#{names[value[5:-1]]})")


def _announce(root: ET.Element, prefix: str, title: str, description: str) -> None:
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("fill", "currentColor")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-desc")
    root.set("font-family", "system-ui, -apple-system, Segoe UI, Roboto, sans-serif")
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        child = ET.Element(f"{SVG}{tag}", {"id": f"{prefix}-{tag}"})
        child.text = text
        root.insert(place, child)
