"""Numbers and paths in few letters.

Coordinates are kept to a tenth of a unit, a sixth of a pixel at the width of the page; shapes
that are defined once and drawn small, to a hundredth.
"""

import itertools
import re

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_CORNER = re.compile(r"[ML] (\S+) (\S+)")
_STRAIGHT = re.compile(r"[MLz0-9e.\s-]*")
_PART = re.compile(r"M[^M]*")

_Point = tuple[int, int]
"""In tenths of a unit, so that rounded steps add up."""


def rounded(text: str, places: int) -> str:
    """The text with every number in it kept to so many decimals."""
    return _NUMBER.sub(lambda found: f"{round(float(found[0]), places) + 0:.10g}", text)


def path(d: str, places: int) -> str:
    """A path that looks the same: straight lines in steps from corner to corner."""
    if places == 1 and _STRAIGHT.fullmatch(d):
        return "".join(_lines(part) for part in _PART.findall(d))
    return _close(rounded(d, places))


def _lines(part: str) -> str:
    corners = [_tenths(x, y) for x, y in _CORNER.findall(part)]
    steps = [_step(*pair) for pair in itertools.pairwise(corners)]
    x, y = corners[0]
    said = [f"M{x / 10:g} {y / 10:g}"]
    for letter, group in itertools.groupby(steps, key=lambda step: step[0]):
        said.append(letter + " ".join(numbers for _, numbers in group))
    return _close("".join(said) + "z" * part.rstrip().endswith("z"))


def _tenths(x: str, y: str) -> _Point:
    return round(10 * float(x)), round(10 * float(y))


def _step(here: _Point, there: _Point) -> tuple[str, str]:
    """The letter of a step, and its numbers; a letter holds for all steps after it."""
    across, down = ((b - a) / 10 for a, b in zip(here, there, strict=True))
    if not down:
        return "h", f"{across:g}"
    return ("l", f"{across:g} {down:g}") if across else ("v", f"{down:g}")


def _close(d: str) -> str:
    """Without the blanks and zeros that a path can be read without."""
    joined = re.sub(r"\s*([A-Za-z])\s*", r"\1", d.strip())
    return re.sub(r"\s+(?=-)", "", re.sub(r"(?<!\d)(?<!\.)0\.", ".", joined))
