"""A matplotlib figure as an inline SVG: deterministic, themable, readable aloud.

Styles become presentation attributes, so that a strict content policy cannot blank the figure;
ids get a prefix of their own, so that figures can share a page; black becomes the text colour.
"""

import io
import re
from xml.etree import ElementTree as ET

import matplotlib as mpl
from matplotlib.figure import Figure

_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_BLACK = {"#000000", "#000", "black"}
_DROPPED = {"font-family", "font-style", "font-variant", "font-stretch", "white-space"}
_LENGTHS = {"d", "x", "y", "transform"}
_GROUP = f"{{{_SVG}}}g"
_SHAPES = {f"{{{_SVG}}}{name}" for name in ("path", "text")}
_LONG = re.compile(r"-?\d+\.\d{3,}")


def inline(figure: Figure, prefix: str, title: str, description: str) -> str:
    """The SVG element as text; `prefix` goes before every id in it.

    `title` and `description` are what a screen reader says in place of the drawing.
    """
    root = ET.fromstring(_draw(figure, prefix))  # noqa: S314, made here
    _drop(root, {f"{{{_SVG}}}metadata", f"{{{_SVG}}}style", f"{{{_SVG}}}title"})
    defined = {id(e) for defs in root.iter(f"{{{_SVG}}}defs") for e in defs.iter()}
    _flatten(root)
    for element in root.iter():
        _attributes(element)
        # What is defined for later use takes its fill from the place of use.
        if element.tag in _SHAPES and element.get("fill") is None and id(element) not in defined:
            element.set("fill", "currentColor")
        _rename(element, prefix)
    _announce(root, prefix, title, description)
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    return ET.tostring(root, encoding="unicode")


def _draw(figure: Figure, prefix: str) -> str:
    text = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": prefix}):
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return text.getvalue()


def _drop(root: ET.Element, tags: set[str]) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in tags:
                parent.remove(child)


def _flatten(parent: ET.Element) -> None:
    """Put what groups hold in their place where a group says nothing: half of the drawing's size.

    matplotlib draws each mark in a group of its own, with an id that nothing refers to.
    """
    kept: list[ET.Element] = []
    for child in parent:
        _flatten(child)
        child.tail = None
        if child.tag == _GROUP:
            child.attrib.pop("id", None)
        if child.tag != _GROUP or child.attrib:
            kept.append(child)
        else:
            kept.extend(child)
    if len(parent):
        parent.text = None
        parent[:] = [child for child in kept if not _is_unseen(child)]


def _is_unseen(element: ET.Element) -> bool:
    """Definitions of nothing, and shapes without a fill and a stroke."""
    if element.tag == f"{{{_SVG}}}defs":
        return len(element) == 0
    style = element.get("style", "")
    return element.tag == f"{{{_SVG}}}path" and style.replace(" ", "") == "fill:none"


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
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]
    for name in _LENGTHS & element.attrib.keys():
        element.set(name, " ".join(_LONG.sub(_shorter, element.attrib[name]).split()))


def _size(font: str) -> str:
    """The size in a `font` shorthand, such as `10px 'DejaVu Sans'`."""
    found = re.search(r"([\d.]+)px", font)
    return f"{found[1]}px" if found else "10px"


def _shorter(number: re.Match[str]) -> str:
    """Hundredths of a point are finer than any screen."""
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _rename(element: ET.Element, prefix: str) -> None:
    if "id" in element.attrib:
        element.set("id", f"{prefix}-{element.attrib['id']}")
    link = element.attrib.pop(_LINK, None)
    if link is not None:
        element.set("href", f"#{prefix}-{link.removeprefix('#')}")
    for name, value in element.attrib.items():
        if value.startswith("url(#"):
            element.set(name, value.replace("url(#", f"url(#{prefix}-"))


def _announce(root: ET.Element, prefix: str, title: str, description: str) -> None:
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-desc")
    root.set("font-family", "system-ui, -apple-system, Segoe UI, Roboto, sans-serif")
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        child = ET.Element(f"{{{_SVG}}}{tag}", {"id": f"{prefix}-{tag}"})
        child.text = text
        root.insert(place, child)
