"""How well the levels of a factor tell two kinds of cells apart."""

from collections import Counter
from collections.abc import Sequence


def purity_gain(levels: Sequence[str], sides: Sequence[bool]) -> float:
    """The fall in disagreement when cells are compared within their level only, at most 1.

    Disagreement is the chance that two different cells are on different sides: Gini's impurity
    (Breiman et al. 1984) without replacement, so that a factor of many levels gains nothing by
    chance. A cell that is alone at its level teaches nothing and keeps the overall chance.
    """
    overall = _disagreement(sides)
    sizes = Counter(levels)
    within = 0.0
    for level, size in sizes.items():
        at_level = [side for one, side in zip(levels, sides, strict=True) if one == level]
        within += size * (_disagreement(at_level) if size > 1 else overall)
    return overall - within / len(levels)


def _disagreement(sides: Sequence[bool]) -> float:
    n, ours = len(sides), sum(sides)
    return 2 * ours * (n - ours) / (n * (n - 1))
