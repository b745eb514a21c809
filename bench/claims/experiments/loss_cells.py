"""From runs of one unit on several losses to cells, cross-entropy being what others are held to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from propbench.bench.claims.cells import cell_of
from propbench.bench.claims.comparing import corrected
from propbench.bench.claims.experiments import tuned
from propbench.bench.claims.experiments.single_unit import CROSS_ENTROPY, LOSSES
from propbench.bench.claims.experiments.three_losses import BUDGET, RATES, Setting
from propbench.bench.claims.registration import Part
from propbench.bench.claims.verdicts import Cell, verdict
from propbench.bench.claims.words import by_level, tally
from propbench.bench.numbers import percent, significant
from propbench.bench.results import Observation
from propbench.bench.statistics import Entrant
from propbench.impls.contract import Array

NOTHING = "Nothing was measured."

Entrants = dict[tuple[Setting, str], Entrant]
"""By setting and loss; rates are RATES, in their order."""


@dataclass(frozen=True)
class Chosen:
    """The rate that tuning chose, and the times of its reporting runs (n_seeds,)."""

    rate: float
    times: Array


def entrants(observations: Sequence[Observation]) -> Entrants:
    """The arms that these runs are of."""

    def key(one: Observation) -> tuple[Setting, str]:
        factors = one.factors
        noise, start = float(factors["noise"]), str(factors["start"])
        return Setting(str(factors["task"]), noise, start), str(factors["loss"])

    alike = groupby(sorted(observations, key=key), key)
    return {where: tuned.entrant(list(runs)) for where, runs in alike}


def chosen(entrant: Entrant) -> Chosen:
    """What tuning selects: the lowest mean, of equal ones the first."""
    place = int(entrant.tuning.mean(axis=1).argmin())
    return Chosen(float(RATES[place]), entrant.reporting[place])


def race_cells(
    found: Entrants, loss: str, horizon: float, further: Mapping[str, str]
) -> tuple[Cell, ...]:
    """A cell for each setting in which both losses were run: `loss` over cross-entropy."""
    settings = [setting for setting, one in found if one == loss]
    return corrected(
        cell_of(
            found[setting, loss],
            found[setting, CROSS_ENTROPY],
            horizon,
            {
                "task": setting.task,
                "noise": f"{setting.noise:g}",
                "start": setting.start,
                **further,
            },
            note=_arrivals(found, setting, loss, horizon),
        )
        for setting in settings
        if (setting, CROSS_ENTROPY) in found
    )


def _arrivals(found: Entrants, setting: Setting, loss: str, horizon: float) -> str:
    """How many runs of each loss arrived, and at which rate; of errors, the mean of each."""
    said = []
    for one in (loss, CROSS_ENTROPY):
        best = chosen(found[setting, one])
        n = int((best.times < horizon).sum())
        done = f"arrived in {n} of {best.times.size} runs"
        if horizon == 1:
            done = f"{percent(float(best.times.mean()))} wrong"
        said.append(f"{one} {done} at rate {significant(best.rate)}")
    return "; ".join(said)


def arrived(found: Entrants, loss: str, horizon: float) -> tuple[int, int]:
    """How many reporting runs of a loss arrived at its chosen rates, and of how many."""
    times = [chosen(entrant).times for (_, one), entrant in found.items() if one == loss]
    return sum(int((one < horizon).sum()) for one in times), sum(one.size for one in times)


def series(found: Entrants) -> tuple[dict[str, str | float], ...]:
    """The chosen rate of each arm, whether it is at the grid's edge, and its mean."""
    rows: list[dict[str, str | float]] = []
    for (setting, loss), entrant in found.items():
        best = chosen(entrant)
        edge = "yes" if best.rate in (RATES[0], RATES[-1]) else "no"
        rows.append(
            {
                **setting._asdict(),
                "loss": loss,
                "rate": best.rate,
                "at_edge": edge,
                "mean": float(np.mean(best.times)),
            }
        )
    return tuple(rows)


def part(
    share: float,
    id_: str,
    question: str,
    what: str,
    cells: tuple[Cell, ...],
    by: str,
    found: Entrants | None = None,
) -> Part:
    """A question with its cells, told by the levels of the factor `by`; `found` are its races."""
    if not cells:
        return Part(id_, question, NOTHING, "inconclusive")
    result = verdict(cells, share)
    answer = f"{what}: {tally(cells)}; as geometric means, {by_level(cells, by)}."
    if found:
        arrivals = (
            f"{loss} in {n} of {m}" for loss in LOSSES for n, m in [arrived(found, loss, BUDGET)]
        )
        answer += f" Runs that arrived: {', '.join(arrivals)}."
    rows = series(found) if found else ()
    return Part(id_, question, answer, result.word, result.factor or "", cells, rows)
