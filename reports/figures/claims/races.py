"""Two arms in the races of a claim: which races are drawn, and what their panels share."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from propbench.bench.claims.comparing import headline
from propbench.bench.claims.judging import Judgement
from propbench.bench.convergence.arms import ACTIVATION_ARMS
from propbench.bench.convergence.races import Entrant, Finish
from propbench.reports.figures.layout import Room, legend, panels
from propbench.reports.figures.style import Palette, palette, present

PAIR = ("sigmoid", "relu")
SHOWN = (("digits_even", 1), ("digits_even", 3), ("xor", 1), ("xor", 4), ("moons", 1), ("moons", 4))
"""Tasks and depths: shallow and deep, on real and on two-dimensional data."""
MOST_PANELS = 4

Draw = Callable[[Axes, pd.DataFrame, Palette], None]
"""Draws the rows of one race, its arms in these styles, and scales the axes."""


@dataclass(frozen=True)
class Seen:
    """One race as it is drawn; `where` names it."""

    where: str
    finish: Finish
    target: int

    def entrants(self) -> Iterator[Entrant]:
        return (self.finish.entrants[name] for name in PAIR)


def seen(found: Judgement, ruleset: str) -> tuple[Seen, ...]:
    """The first races of both arms under a ruleset, one for each of SHOWN that there is."""
    places: dict[tuple[str, int], Finish] = {}
    for one in found.finishes:
        if one.race.ruleset.name == ruleset and set(PAIR) <= one.entrants.keys():
            places.setdefault((one.race.task, len(one.race.hidden)), one)
    shown = [(where, places[where]) for where in SHOWN if where in places]
    return tuple(
        Seen(_words(*where), finish, headline(finish)) for where, finish in shown[:MOST_PANELS]
    )


def a_panel_each(table: pd.DataFrame, draw: Draw, x: str, y: str) -> Figure | None:
    """A panel a race, in the colours that activations have wherever they are drawn."""
    if table.empty:
        return None
    styles = present(palette(sorted(arm.name for arm in ACTIVATION_ARMS)), table["arm"])
    places = table["where"].unique()
    drawn, axes = panels(1, len(places), 1.9, Room(above=0.5, across=0.15))
    for ax, place in zip(axes, places, strict=True):
        draw(ax, table[table["where"] == place], styles)
        ax.set_xlabel(x)
        ax.set_title(place.replace(", ", ",\n"), fontsize=10)
    axes[0].set_ylabel(y)
    legend(drawn, styles, len(styles))
    return drawn


def _words(task: str, depth: int) -> str:
    return f"{task}, {depth} hidden layer{'s' * (depth > 1)}"
