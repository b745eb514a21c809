"""The answer in sentences: what was timed, who is fastest, and what the table's columns mean."""

from collections import defaultdict

from propbench.bench.numbers import count, seconds, times_range
from propbench.bench.numbers import times as factor
from propbench.bench.own_network.kinds import kind, shape_of
from propbench.bench.statistics import Interval
from propbench.reports.frame.cells import Row
from propbench.reports.own_network.times import Times
from propbench.reports.sentences.comparing import is_close
from propbench.reports.sentences.lists import joined

PHASES = {
    "train_step": "a training step",
    "forward": "a forward pass",
    "backward": "a backward pass",
    "update": "an update",
}


def title(times: Times) -> str:
    """The network and what was timed of it."""
    case, shape = times.case, shape_of(times.case)
    network = shape.words if shape else case.network
    output = shape.output.replace("_", " ") if shape else ""
    cores = "one thread" if case.threads == 1 else f"{case.threads} threads"
    words = [network, case.activation, output, case.dtype, cores]
    return f"{', '.join(words)}: {PHASES[case.phase]} on {_examples(times)}"


def winner(times: Times) -> str:
    """Who is fastest, by how much, in one sentence; nobody is faster where limits hold 1."""
    timed, call = times.timed, PHASES[times.case.phase]
    if not timed:
        return _of_estimates(times, call)
    first, *others = timed
    took = f"{call} takes {seconds(first['call_s'])}"
    tied = [row for row in others if _holds_one(row)]
    behind = [row for row in others if not _holds_one(row)]
    names = joined([first["implementation"], *(row["implementation"] for row in tied)])
    if tied and not all(is_close(limits(row)) for row in tied):
        return f"{names} cannot be told apart here; a longer --budget may tell: {took}."
    if tied:
        return f"{names} are as fast as each other: {took}{_next(behind)}."
    if not others:
        return f"{names}: {took}, and nobody else was measured to compare it with."
    guess = next((row for row in times.estimated if row["slower"] < 1), None)
    but = f"; but by an estimate {guess['implementation']} is faster" if guess else ""
    return f"{first['implementation']} is the fastest: {took}{_next(behind)}{but}."


def fastest(times: Times) -> tuple[str, ...]:
    """Names of the fastest and of all whose limits hold 1; of estimates where nobody is timed."""
    timed = times.timed or times.estimated[:1]
    return tuple(row["implementation"] for row in timed[:1]) + tuple(
        row["implementation"] for row in timed[1:] if _holds_one(row)
    )


def start(times: Times) -> str:
    """From when on the slow start of the fastest pays, or an empty string where it is not slow."""
    first = next(iter(times.timed), None)
    if first is None or first["pays_back"] != "after":
        return ""
    start_s, work = seconds(first["start_s"]), seconds(first["pay_back_s"])
    return (
        f"Its start takes {start_s}, which pays where {times.other} would be at work for more "
        f"than {work}."
    )


def notes(times: Times, epoch: bool) -> list[str]:
    """What the columns mean; only of those that are there."""
    timed = times.timed
    several = f"{max((row['restarts'] for row in timed), default=0)} fresh processes"
    limits = f"the range over {several}" if times.range else f"95 % limits over {several}"
    lines = [f"slower: its time over that of the fastest, with {limits}"] if len(timed) > 1 else []
    if epoch:
        lines.append(f"epoch: all {count(times.run.data_m or 0)} examples once, batch by batch")
    if any(row["ceiling_share"] > 0 for row in timed):
        lines.append(
            f"limit: the share of the speed that {kind(times.case.subject).BARE} have here"
        )
    lines.append("start: import and compile, before the first step, with nothing compiled before")
    if any(row["pays_back"] for row in timed):
        lines.append(f"pays: after so much work of {times.other} its start is made good")
    return lines


def absent(times: Times) -> list[str]:
    """Who has no time and why, those with one reason together."""
    reasons = defaultdict[str, list[str]](list)
    for row in times.rows:
        if row["kind"] not in ("measured", "estimated"):
            name = str(row["implementation"])
            reasons[row["reason"].removeprefix(f"{name} ")].append(name)
    return [f"{', '.join(names)}: {reason}" for reason, names in reasons.items()]


def limits(row: Row) -> Interval:
    """Of a row's ratio to the fastest."""
    point = (row["slower"], row["slower_low"], row["slower_high"])
    return Interval(*point, row["restarts"], "range")


def _examples(times: Times) -> str:
    m, whole = times.case.m, times.run.data_m or times.case.m
    of = f" of {count(whole)}" if whole > m else ""
    return f"{count(m)}{of} example{'s' * (whole > 1)}"


def _of_estimates(times: Times, call: str) -> str:
    """Where a call of all examples was too long for everybody."""
    best = next(iter(times.estimated), None)
    if not times.too_slow:
        return "Nobody has a time here; the reasons stand with the table."
    advice = "ask for a --batch, or with a longer --budget"
    if best is None:
        return f"{call[0].upper()}{call[1:]} is too long for everybody in this budget: {advice}."
    return (
        f"Nobody could be measured in this budget. By an estimate {best['implementation']} is the "
        f"fastest: {call} takes about {seconds(best['call_s'])}. To measure, {advice}."
    )


def _holds_one(row: Row) -> bool:
    return bool(row["slower_low"] <= 1 <= row["slower_high"])


def _next(behind: list[Row]) -> str:
    if not behind:
        return ""
    ratio, name = limits(behind[0]), behind[0]["implementation"]
    within = times_range(ratio.low, ratio.high)
    return f", and {name}, the next, takes {factor(ratio.point)} as long ({within})"
