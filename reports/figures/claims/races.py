"""Two arms in the races of a claim: which races are drawn, and what their panels share."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from bench.claims.comparing import headline
from bench.claims.judging import Judgement
from bench.convergence.arms import ACTIVATION_ARMS
from bench.convergence.races import Entrant, Finish
from reports.figures.style import Palette, palette, present

SHOWN = (("digits_even", 1), ("digits_even", 3), ("xor", 1), ("xor", 4), ("moons", 1), ("moons", 4))
"""Tasks and depths: shallow and deep, on real and on two-dimensional data."""
MOST_PANELS = 4


@dataclass(frozen=True)
class Seen:
    """One race as it is drawn; `where` names it."""

    where: str
    finish: Finish
    target: int

    def entrants(self, pair: tuple[str, str]) -> Iterator[Entrant]:
        return (self.finish.entrants[name] for name in pair)


def seen(found: Judgement, pair: tuple[str, str], ruleset: str) -> tuple[Seen, ...]:
    """The first races of both arms under a ruleset, one for each of SHOWN that there is."""
    places: dict[tuple[str, int], Finish] = {}
    for one in found.finishes:
        if one.race.ruleset.name == ruleset and set(pair) <= one.entrants.keys():
            places.setdefault((one.race.task, len(one.race.hidden)), one)
    shown = [(where, places[where]) for where in SHOWN if where in places]
    return tuple(
        Seen(_words(*where), finish, headline(finish)) for where, finish in shown[:MOST_PANELS]
    )


def styles_of(table: pd.DataFrame) -> Palette:
    """The colours that activations have wherever they are drawn."""
    return present(palette(sorted(arm.name for arm in ACTIVATION_ARMS)), table["arm"])


def panels_of(table: pd.DataFrame) -> list[str]:
    """The races of a table, in its order."""
    return list(dict.fromkeys(table["where"]))


def title(ax: Axes, where: str) -> None:
    """Task and depth, on two lines."""
    ax.set_title(where.replace(", ", ",\n"), fontsize=10)


def _words(task: str, depth: int) -> str:
    return f"{task}, {depth} hidden layer{'s' * (depth > 1)}"
