"""What an axis holds: numbers, most of them on a logarithmic axis, or names one beside another."""

import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, log
from typing import Any, ClassVar, Literal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from propbench.bench.numbers import NARROW, TIMES, exact, exact_seconds, short_count
from propbench.reports.drawing.layout import LETTER, inches_wide

Direction = Literal["x", "y"]
Order = Callable[[Iterable[Any]], list[Any]]
"""Distinct values in the order in which they stand."""
Limits = Callable[[pd.DataFrame], tuple[float | None, float | None]]
"""Where an axis begins and ends; None leaves an end to the data."""

_STEPS = ((1,), (1, 3), (1, 2, 5), (1, 1.25, 1.5, 2, 3, 4, 6, 8), tuple(range(1, 10)))
"""Ticks within a decade, from coarse to fine."""
_TICK = 0.5
"""Inches of a tick's words, at least."""
_BETWEEN = 0.06
"""Inches between the words of two ticks."""
_LETTERS = 20
"""Of a short line."""


@dataclass(frozen=True)
class Numbers:
    """An axis of numbers. `words` are those of a tick; `whole` allows ticks at whole numbers only.

    `ticks_at_data` puts ticks where there are data, and nowhere else. A "symlog" axis is linear up
    to 1, so that 0 has a place on it.
    """

    words: Callable[[float], str] = exact
    scale: Literal["log", "linear", "symlog"] = "log"
    limits: Limits = lambda _: (None, None)
    whole: bool = False
    ticks_at_data: bool = False
    size: ClassVar = 10

    def apply(self, ax: Axes, axis: Direction, values: pd.Series, table: pd.DataFrame) -> None:
        """Scale one axis of a panel in which all marks are drawn."""
        threshold = {"linthresh": 1} if self.scale == "symlog" else {}
        (ax.set_xscale if axis == "x" else ax.set_yscale)(self.scale, **threshold)
        low, high = self.limits(table)
        (ax.set_xlim if axis == "x" else ax.set_ylim)(low, high)
        which = ax.xaxis if axis == "x" else ax.yaxis
        if self.ticks_at_data:
            which.set_major_locator(FixedLocator(sorted(values.unique())))
        elif self.scale == "log":
            view = which.get_view_interval()
            ticks = _decades(*view)
            longest = max((len(self.words(tick)) for tick in ticks), default=0)
            room = max(_TICK, _BETWEEN + LETTER * self.size * longest)
            seen = _with_room(ticks, view, inches_wide(ax) / room) if axis == "x" else ticks
            which.set_major_locator(FixedLocator(seen))
        elif self.whole:
            which.set_major_locator(MaxNLocator(5, integer=True))
        which.set_minor_locator(NullLocator())
        which.set_major_formatter(FuncFormatter(lambda value, _: self.words(value)))


def _distinct(values: Iterable[Any]) -> list[Any]:
    """Each once, as they come; a column of pandas knows its own, much faster."""
    return list(values.unique() if isinstance(values, pd.Series) else dict.fromkeys(values))


def as_seen(values: Iterable[Any]) -> list[Any]:
    """In the order of the table."""
    return _distinct(values)


def ascending(values: Iterable[Any]) -> list[Any]:
    """From small to large, or by the alphabet."""
    return sorted(_distinct(values))


def numerically(values: Iterable[Any]) -> list[Any]:
    """Numbers written as text, from small to large."""
    return sorted(_distinct(values), key=float)


def by(names: Iterable[str]) -> Order:
    """As in this list, leaving out what is not there."""
    known = tuple(names)

    def order(values: Iterable[Any]) -> list[Any]:
        present = set(_distinct(values))
        return [name for name in known if name in present]

    return order


@dataclass(frozen=True)
class Names:
    """An axis of names, from left to right or from the top down, each written by `words`."""

    order: Order = as_seen
    words: Callable[[Any], str] = str
    size: float = 10

    def narrow(self) -> "Names":
        """The same in short lines."""

        def broken(name: Any) -> str:
            lines = self.words(name).split("\n")
            return "\n".join(textwrap.fill(line, _LETTERS) for line in lines)

        return replace(self, words=broken, size=max(9, self.size))

    def apply(self, ax: Axes, axis: Direction, values: pd.Series, _: pd.DataFrame) -> None:
        """Put the names at their places: 0, 1, 2."""
        words = dict(enumerate(map(self.words, self.order(values))))
        if axis == "x":
            ax.set_xlim(-0.6, len(words) - 0.4)
        else:
            ax.set_ylim(len(words) - 0.5, -0.5)
        which = ax.xaxis if axis == "x" else ax.yaxis
        which.set_major_locator(FixedLocator([place for place, name in words.items() if name]))
        which.set_major_formatter(FuncFormatter(lambda place, _: words[round(place)]))


PLAIN = Numbers()
SECONDS = Numbers(exact_seconds)
SIZES = Numbers(short_count)
FACTORS = Numbers(lambda value: f"{exact(value)}{TIMES}")
SHARES = Numbers(lambda share: f"{exact(100 * share)}{NARROW}%")
LINEAR = Numbers(scale="linear")
LINEAR_SHARES = Numbers(lambda share: exact(100 * share), scale="linear")


def _with_room(ticks: Sequence[float], view: Sequence[float], most: float) -> Sequence[float]:
    """Every second or third where their words would touch, since there is room for so many in a
    row; and 1 among them where it is one."""
    if len(ticks) < 2:
        return ticks
    nearest = min(log(after / before) for before, after in pairwise(ticks))
    apart = ceil(abs(log(view[1] / view[0])) / nearest / most)
    return ticks[ticks.index(1) % apart if 1 in ticks else 0 :: apart]


def _decades(low: float, high: float) -> Sequence[float]:
    """Ticks within the view: each is an artist, in view or not, and most of what drawing takes."""
    low, high = sorted((low, high))
    decades = [10.0**exponent for exponent in range(-10, 13)]
    for steps in _STEPS:
        ticks = [step * decade for decade in decades for step in steps]
        seen = [tick for tick in ticks if low <= tick <= high]
        # An axis with a single tick cannot be read.
        if len(seen) > 1:
            return seen
    return seen
