"""Learning curves in words."""

from collections.abc import Sequence

from propbench.bench.claims.c08_more_data.curves import Curves, rivals
from propbench.bench.claims.c08_more_data.plateaus import crossover, is_monotone
from propbench.bench.numbers import count, percent
from propbench.bench.results import Observation


def curve_words(curves: Curves, learners: Sequence[str]) -> str:
    """How each curve went: first and last error, and what ten times the examples were worth."""
    courses = [
        f"{learner} on {data} from {percent(float(curve.means[0]))} wrong after "
        f"{count(int(curve.sizes[0]))} examples to {percent(float(curve.means[-1]))} after "
        f"{count(int(curve.sizes[-1]))}{'' if is_monotone(curve) else ' (not monotone)'}"
        for (data, learner), curve in curves.items()
        if learner in learners
    ]
    return f"{'; '.join(courses)}."


def early_words(observations: Sequence[Observation], learners: Sequence[str]) -> str:
    """What share of the fits stopped at their limit of iterations."""
    shares = [seen.value for seen in observations if seen.factors["learner"] in learners]
    share = percent(sum(shares) / len(shares)) if shares else "an unknown share"
    return f"Of their fits at all sizes, {share} stopped early, at the limit of iterations."


def crossover_words(curves: Curves, learner: str, others: Sequence[str]) -> str:
    """From how many examples on the learner's mean error is the lowest, by data."""
    places = []
    for data, known in rivals(curves, learner, others).items():
        first = crossover(curves[data, learner], list(known.values()))
        where = "at no size" if first is None else f"from {count(int(first))} examples on"
        places.append(f"{where} ({data})")
    return f"{learner} has the lowest mean error {', '.join(places)}."
