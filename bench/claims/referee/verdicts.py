"""The verdict rule, written down before any run: from intervals to findings to one word a claim.

A cell is one setting in which a claim is asked, with the ratio by which the claimed loser is
slower. Its finding is read off the 95 % interval. A cell's p-value is the smallest level a at
which the interval of confidence 1 - a still gives the same finding, so that it is below 5 %
exactly when the 95 % interval is conclusive. Holm over the registered cells of a claim then asks
the surest cell for an interval of confidence 1 - 0.05 / n, the next for 1 - 0.05 / (n - 1), and
so on until one fails: the chance of any wrong conclusive finding in the claim is held at 5 %. What
is printed stays the 95 % interval; a cell that only this correction holds back is inconclusive.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from propbench.bench.claims.referee.arm_summary import ArmSummary
from propbench.bench.claims.referee.purity import purity_gain
from propbench.bench.statistics import Interval, PValues, holm

Finding = Literal["supports", "contradicts", "equivalent", "inconclusive"]
VerdictWord = Literal["supported", "not supported", "depends", "inconclusive"]

FASTER, SLOWER = 0.80, 1.25
MARGINS = (FASTER, SLOWER)
"""Ratios between them are too close to 1 to matter in practice."""

SHARE = 0.8
"""Of all cells that were put to the test; a claim of "almost always" registers a larger one."""

FEWEST_TESTED = 0.5
"""Of all cells: a share is never taken of fewer."""

FAMILY_LEVEL = 0.05
FEWEST_ARRIVED = 0.5
"""Of the runs of each arm, for calling two arms equivalent."""


@dataclass(frozen=True)
class ArmComparison:
    """`factors` name the setting, as {"depth": "1", "ruleset": "R1"}; all cells have the same.

    `ratio` is above one where the claim is right. `note` is what else a reader must know;
    `minimum_detectable` the smallest ratio that as many seeds find in four of five repeats.
    `p_value` is that of the finding, which Holm's correction needs: 0 without chance in it. A cell
    has `no_arrivals` where neither arm arrived, so that it has no ratio. `arms` are the two of a
    race, and `under` has its finding under each other penalty for runs that did not arrive, by the
    penalty's name.
    """

    factors: Mapping[str, str]
    finding: Finding
    ratio: Interval | None = None
    note: str = ""
    minimum_detectable: float | None = None
    p_value: float = 0.0
    no_arrivals: bool = False
    arms: tuple[ArmSummary, ...] = ()
    under: Mapping[str, Finding] = field(default_factory=dict)

    @property
    def is_held_back(self) -> bool:
        """Whether its own interval decides, and only Holm's correction leaves it inconclusive."""
        return self.finding == "inconclusive" and 0 < self.p_value <= FAMILY_LEVEL


@dataclass(frozen=True)
class Verdict:
    """The word, and for "depends" the factor that tells the cells apart best, if one does.

    `supported_at` and `not_supported_at` are its levels at which the same rule, asked of that
    level's cells alone, says so; at other levels it does not say either.
    """

    word: VerdictWord
    factor: str | None = None
    supported_at: tuple[str, ...] = ()
    not_supported_at: tuple[str, ...] = ()


def finding(
    ratio: Interval, arrived: float = 1.0, margins: tuple[float, float] = MARGINS
) -> Finding:
    """What one cell says. `arrived` is the smaller of the two arms' shares of arrivals.

    Arms of which most runs never arrive have restricted means near the horizon, whatever else
    they are: their ratio is near 1 without being evidence that they are equal. A range of a few
    seeds is no confidence interval and concludes nothing.
    """
    faster, slower = margins
    if ratio.kind != "confidence":
        return "inconclusive"
    if ratio.low > slower:
        return "supports"
    if ratio.high < faster:
        return "contradicts"
    within = faster <= ratio.low and ratio.high <= slower
    return "equivalent" if within and arrived >= FEWEST_ARRIVED else "inconclusive"


def p_value(found: Finding, p: PValues) -> float:
    """Of a finding: twice the one-sided p, as the interval leaves half its level on each side."""
    one_sided = {
        "supports": p.above,
        "contradicts": p.below,
        "equivalent": p.within,
        "inconclusive": 0.5,
    }
    return min(1.0, 2 * one_sided[found])


def after_holm(
    findings: Sequence[Finding], p_values: Sequence[float], level: float = FAMILY_LEVEL
) -> tuple[Finding, ...]:
    """The findings of all registered cells of a claim, those that Holm holds back inconclusive.

    A finding without chance in it, such as a function checked on every input, has p-value 0.
    """
    adjusted = holm(p_values)
    pairs = zip(findings, adjusted, strict=True)
    return tuple(found if p <= level else "inconclusive" for found, p in pairs)


def verdict(cells: Sequence[ArmComparison], share: float = SHARE) -> Verdict:
    """The verdict on a claim.

    Supported: at least `share` of the cells support and none contradicts. Not supported: at least
    `share` contradict or are equivalent. Depends: the conclusive cells disagree. Inconclusive:
    anything else. Cells without arrivals put the claim to no test, so that the share is one of the
    others, and at least of FEWEST_TESTED of all. Raises ValueError on no cells, and on cells with
    different factors.
    """
    if not cells:
        raise ValueError("cells: got none, expected at least one")
    if any(cell.factors.keys() != cells[0].factors.keys() for cell in cells):
        raise ValueError("cells: expected the same factors in all")
    word = _word(cells, share)
    factor = _deciding_factor(cells) if word == "depends" else None
    if factor is None:
        return Verdict(word)
    by_level = _by_level(cells, factor)
    words = {level: _word(own, share) for level, own in by_level.items()}
    return Verdict(word, factor, _where(words, "supported"), _where(words, "not supported"))


def _word(cells: Sequence[ArmComparison], share: float) -> VerdictWord:
    findings = [cell.finding for cell in cells]
    tested = sum(not cell.no_arrivals for cell in cells)
    supporting = findings.count("supports")
    opposing = findings.count("contradicts") + findings.count("equivalent")
    # Compared as counts, because 0.8 * 10 and the like are not exact.
    needed = share * max(tested, FEWEST_TESTED * len(cells)) - 1e-9
    if supporting >= needed and "contradicts" not in findings:
        return "supported"
    if opposing >= needed:
        return "not supported"
    return "depends" if supporting and opposing else "inconclusive"


def _deciding_factor(cells: Sequence[ArmComparison]) -> str | None:
    """The factor whose levels part supporting from other conclusive cells best, if any do."""
    conclusive = [cell for cell in cells if cell.finding != "inconclusive"]
    sides = [cell.finding == "supports" for cell in conclusive]
    gains = {
        factor: purity_gain([cell.factors[factor] for cell in conclusive], sides)
        for factor in cells[0].factors
    }
    best = max(gains, key=lambda factor: gains[factor], default=None)
    return best if best is not None and gains[best] > 0 else None


def _by_level(cells: Sequence[ArmComparison], factor: str) -> dict[str, list[ArmComparison]]:
    levels: dict[str, list[ArmComparison]] = {}
    for cell in cells:
        levels.setdefault(cell.factors[factor], []).append(cell)
    return levels


def _where(words: Mapping[str, VerdictWord], word: VerdictWord) -> tuple[str, ...]:
    return tuple(level for level, found in words.items() if found == word)
