"""Numbers of a verdict in words, the same in every output."""

from propbench.bench.numbers import seconds
from propbench.bench.regression.verdict.records import CaseVerdict, RegressionRun


def call(value: float | None) -> str:
    """The time of one call, or nothing."""
    return "" if value is None else seconds(value)


def ratio(row: CaseVerdict) -> str:
    """The ratio with its limits; an absent limit is one that too few restarts cannot give."""
    low = "?" if row.low is None else f"{row.low:.3f}"
    high = "?" if row.high is None else f"{row.high:.3f}"
    return f"{row.ratio:.3f} [{low}, {high}]"


def notices(row: CaseVerdict) -> str:
    """The smallest slow-down that would have been noticed nine times in ten."""
    return "" if row.minimum_detectable is None else f"{row.minimum_detectable:.1%}"


def about(run: RegressionRun) -> list[str]:
    """What was compared, how much was measured, and what to make of the columns."""
    looks = [restart.look for restart in run.restarts]
    redone = sum(case.redone for restart in run.restarts for case in restart.samples)
    dirty = " with uncommitted work" if run.head_dirty else ""
    settings = run.settings
    return [
        f"base {run.base[:12]}, head {run.head[:12]}{dirty}; {run.elapsed_s:.0f} s",
        f"{looks.count('screen')} restarts, {looks.count('confirm')} more of what they left open; "
        f"{redone} pairs redone; seed {run.seed}",
        f"slower: by more than {settings.margin:.0%}, a group by more than "
        f"{settings.group_margin:.1%}",
        f"equal code is called slower in at most {settings.alpha:.0%} of such comparisons",
        "notices: the smallest slow-down that is found nine times in ten",
    ]


def refusals(run: RegressionRun) -> list[str]:
    """Cases that were not compared, with the reason."""
    accepted = {True: " (accepted)", False: ""}
    return [
        f"{refusal.id}: {refusal.trouble}{accepted[refusal.accepted]}: {refusal.reason}"
        for refusal in run.refused
    ]


def counters(run: RegressionRun) -> list[str]:
    """What differs between the sides without any clock."""
    return [
        f"{counter.id}: {counter.fact}: {counter.base} -> {counter.head}"
        for counter in run.counters
    ]
