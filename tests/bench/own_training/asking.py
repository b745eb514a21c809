"""Questions of somebody's own, as small as they come, and what came of arms that never trained."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from propbench.bench.own_training.conducting import Finished
from propbench.bench.own_training.question import Options, Question, question
from propbench.bench.own_training.steps import StepTimes
from propbench.bench.training.entrants import Entrant
from propbench.bench.training.runs import Candidate, Outcome

BUDGET = 400


def options(**given: Any) -> Options:
    """Of xor, unless data are given."""
    plain: dict[str, Any] = {"data": None, "label": None, "task": "xor", "hidden": (4,)}
    plain |= {"arms": ("relu", "tanh"), "rates": None, "target": None, "seeds": 6, "m": None}
    plain |= {"iterations": BUDGET, "drop": (), "impl": "numpy_inplace"}
    return Options(**{**plain, **given})


def ask(**given: Any) -> Question:
    return question(options(**given))


def table(n: int = 40, classes: Sequence[str] = ("in", "out")) -> pd.DataFrame:
    """Two features and a label that follows from them."""
    x = [(-1) ** i * (1 + i % 5) for i in range(n)]
    label = [classes[i % len(classes)] for i in range(n)]
    return pd.DataFrame({"x": x, "place": range(n), "label": label})


def entrant(question: Question, name: str, times: Sequence[int | None]) -> Entrant:
    """An arm whose reported runs arrived after so many iterations, or never."""
    (arm,) = (arm for arm in question.arms if arm.name == name)
    outcomes = tuple(Outcome((t,), False, 0.1, curve=(0.7, 0.3)) for t in times)
    chosen = Candidate(1.0, arm.initialisation)
    return Entrant(arm, BUDGET, {}, chosen, outcomes, is_inside=name != "tanh")


def finished(steps_s: dict[str, float] | None = None, **times: Sequence[int | None]) -> Finished:
    """What came of these arms; a step takes so many seconds in every slice of five restarts."""
    asked = ask(arms=tuple(times), seeds=len(next(iter(times.values()))))
    steps: StepTimes = []
    if steps_s:
        slices = {arm: dict.fromkeys(range(4), s) for arm, s in steps_s.items()}
        steps = [slices] * 5
    entrants = {name: entrant(asked, name, of) for name, of in times.items()}
    return Finished(asked, 0.01, entrants, steps)
