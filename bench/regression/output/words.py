"""Numbers of a verdict in words, the same in every output."""

from propbench.bench.regression.records import CaseVerdict, Comparison

_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "us"), (1e-9, "ns"))


def seconds(value: float | None) -> str:
    """Three digits and a unit, or nothing."""
    if value is None:
        return ""
    scale, unit = next((one for one in _UNITS if value >= one[0]), _UNITS[-1])
    return f"{value / scale:.3g} {unit}"


def ratio(row: CaseVerdict) -> str:
    """The ratio with its limits; an absent limit is one that too few restarts cannot give."""
    low = "?" if row.low is None else f"{row.low:.3f}"
    high = "?" if row.high is None else f"{row.high:.3f}"
    return f"{row.ratio:.3f} [{low}, {high}]"


def p_value(row: CaseVerdict) -> str:
    return "< .001" if row.adjusted_p < 0.001 else f"{row.adjusted_p:.3f}"


def catches(row: CaseVerdict) -> str:
    """What "would have caught at least" says."""
    return "" if row.catches is None else f"{row.catches:.1%}"


def about(comparison: Comparison) -> list[str]:
    """What was compared, how much was measured, and what to make of the columns."""
    stages = [restart.stage for restart in comparison.restarts]
    redone = sum(one.redone for restart in comparison.restarts for one in restart.samples)
    dirty = " with uncommitted work" if comparison.head_dirty else ""
    settings = comparison.settings
    return [
        f"base {comparison.base[:12]}, head {comparison.head[:12]}{dirty}; "
        f"{comparison.elapsed_s:.0f} s",
        f"{stages.count('screen')} screening and {stages.count('confirm')} confirming restarts, "
        f"{redone} pairs redone, seed {comparison.seed}",
        f"slower means: by more than {settings.margin:.0%} (groups {settings.group_margin:.1%}), "
        f"adjusted p <= {settings.alpha / 2:.3g}",
        "catches: a slow-down of this size is found nine times in ten",
    ]


def refusals(comparison: Comparison) -> list[str]:
    """Cases that were not compared, with the reason."""
    return [
        f"{one.id}: {one.trouble}{' (accepted)' if one.accepted else ''}: {one.reason}"
        for one in comparison.refused
    ]


def cochecks(comparison: Comparison) -> list[str]:
    """What differs between the sides without any clock."""
    return [f"{one.id}: {one.fact}: {one.base} -> {one.head}" for one in comparison.cochecks]
