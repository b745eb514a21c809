"""The same drawing in half the bytes: what neighbours share is said once, by a group around them.

Nothing that is seen changes.
"""

import itertools
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from propbench.reports.svg.paths import path, rounded

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
_GROUP, _DEFS, _USE, _PATH = (f"{SVG}{name}" for name in ("g", "defs", "use", "path"))
_OWN = {"id", "d", "x", "y", "width", "height", "transform", LINK}
"""What says where an element is, or which one; a group around it may say everything else."""
_DEFAULTS = {"stroke-dashoffset": "0", "stroke-linejoin": "miter"}
_AXIS = re.compile(r"matplotlib\.axis_\d+")

_Look = tuple[tuple[str, str], ...]


def flatten(parent: ET.Element) -> None:
    """Put what groups hold in their place where a group says nothing.

    matplotlib draws each mark in a group of its own, with an id that nothing refers to.
    """
    kept: list[ET.Element] = []
    for child in parent:
        flatten(child)
        child.tail = None
        if child.tag == _GROUP:
            _unname(child)
        if child.tag != _GROUP or child.attrib:
            kept.append(child)
        else:
            kept.extend(child)
    if len(parent):
        parent.text = None
        parent[:] = [child for child in kept if not _is_unseen(child)]


def define_first(root: ET.Element) -> None:
    """Put all definitions in one place: they part neighbours that look alike."""
    every = [child for defs in root.iter(_DEFS) for child in defs]
    for parent in list(root.iter()):
        parent[:] = [child for child in parent if child.tag != _DEFS]
    if every:
        root.insert(0, ET.Element(_DEFS))
        root[0].extend(every)
    said = {f"#{one.get('id')}": one.attrib.keys() - _OWN for one in every}
    for use in root.iter(_USE):
        # What a mark says itself is not taken from the place of use.
        for name in said.get(use.get(LINK, ""), set()) & use.attrib.keys():
            del use.attrib[name]


def shorten(root: ET.Element) -> None:
    """Shorten coordinates, and drop what holds without being said."""
    defined = {id(one) for defs in root.iter(_DEFS) for one in defs.iter()}
    for element in root.iter():
        for name, value in _DEFAULTS.items():
            if element.get(name) == value:
                del element.attrib[name]
        places = 2 if id(element) in defined else 1
        for name in {"x", "y", "transform"} & element.attrib.keys():
            element.set(name, rounded(element.attrib[name], places))
        if "d" in element.attrib:
            element.set("d", path(element.attrib["d"], places))


def share(root: ET.Element) -> None:
    """Put neighbours that look alike into one group, which says how they look.

    Clips come first: neighbours under one clip differ in the rest.
    """
    _regroup(root, _clip)
    flatten(root)
    _regroup(root, _look)


def _regroup(parent: ET.Element, shared: Callable[[ET.Element], _Look]) -> None:
    """What is defined is left alone: it takes its looks from where it is used, not from a group."""
    kept: list[ET.Element] = []
    for child in parent:
        if child.tag != _DEFS:
            _regroup(child, shared)
    for look, neighbours in itertools.groupby(parent, shared):
        alike = list(neighbours)
        if look and len(alike) > 1:
            kept.append(_group(look, alike))
        else:
            kept.extend(alike)
    parent[:] = kept


def _unname(group: ET.Element) -> None:
    """Drop the id; where it is an axis, put like with like: its parts do not overlap."""
    if _AXIS.fullmatch(group.attrib.pop("id", "")):
        group[:] = sorted(group, key=lambda part: (part.tag, sorted(_look(part))))


def _is_unseen(element: ET.Element) -> bool:
    """Definitions of nothing, and shapes without a fill and a stroke."""
    if element.tag == _DEFS:
        return len(element) == 0
    style = element.get("style", "")
    return element.tag == _PATH and style.replace(" ", "") == "fill:none"


def _clip(element: ET.Element) -> _Look:
    clip = element.get("clip-path")
    return () if clip is None or "transform" in element.attrib else (("clip-path", clip),)


def _look(element: ET.Element) -> _Look:
    """What a group may say in its place: nothing of what moves, holds others, or is see-through.

    A clip moves with what it cuts, and the opacity of a group is not that of its parts.
    """
    if len(element) or {"transform", "opacity"} & element.attrib.keys():
        return ()
    return tuple(sorted((name, said) for name, said in element.attrib.items() if name not in _OWN))


def _group(look: _Look, alike: list[ET.Element]) -> ET.Element:
    group = ET.Element(_GROUP, dict(look))
    for one in alike:
        for name, _ in look:
            del one.attrib[name]
    group.extend(alike)
    return group
