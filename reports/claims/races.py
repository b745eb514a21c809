"""Two arms in the races of a claim: which races are drawn, and what their panels share."""

from collections.abc import Iterator
from dataclasses import dataclass

from propbench.bench.claims.referee.comparing import headline
from propbench.bench.training.arms import ACTIVATION_ARMS
from propbench.bench.training.races import Entrant, Finish
from propbench.reports.claims.questions import ClaimVerdict
from propbench.reports.drawing import Axis, Facets, Hue, Panels
from propbench.reports.sentences.training import name

PAIR = ("sigmoid", "relu")
SHOWN = (("digits_even", 1), ("digits_even", 3), ("xor", 1), ("xor", 4), ("moons", 1), ("moons", 4))
"""Tasks and depths: shallow and deep, on real and on two-dimensional data."""
MOST_PANELS = 4

_LABELS = {arm.name: name(arm.activation) for arm in ACTIVATION_ARMS}

PANELS = Facets(
    panels=Panels("where", title=lambda where: where.replace(", ", ",\n"), across=0.15),
    hue=Hue("arm", lambda _: sorted(arm.name for arm in ACTIVATION_ARMS), _LABELS.__getitem__),
    x=Axis(""),
    y=Axis(""),
    height=1.9,
    marks=(),
)
"""A panel a race, its arms beside each other."""


@dataclass(frozen=True)
class DrawnRace:
    """One race as it is drawn; `where` names it, `target` is the place of its headline target."""

    where: str
    finish: Finish
    target: int

    def entrants(self) -> Iterator[Entrant]:
        return (self.finish.entrants[name] for name in PAIR)


def drawn_races(claim: ClaimVerdict, ruleset: str) -> tuple[DrawnRace, ...]:
    """The first races of both arms under a ruleset, one for each of SHOWN that there is."""
    places: dict[tuple[str, int], Finish] = {}
    for finish in claim.finishes:
        race = finish.race
        if race.ruleset.name == ruleset and set(PAIR) <= finish.entrants.keys():
            places.setdefault((race.task, len(race.hidden)), finish)
    shown = [(where, places[where]) for where in SHOWN if where in places]
    return tuple(
        DrawnRace(_words(*where), finish, headline(finish)) for where, finish in shown[:MOST_PANELS]
    )


def in_a_sentence(where: str) -> str:
    """The name of a race as part of a sentence."""
    return where.replace(", ", " with ")


def _words(task: str, depth: int) -> str:
    return f"{task}, {depth} hidden layer{'s' * (depth > 1)}"
