"""Can I trust this run: one line a check, each with a mark and words."""

from dataclasses import dataclass
from typing import Literal

from propbench.bench.numbers import count, percent
from propbench.bench.statistics import Interval
from propbench.reports.facts.trust import DRIFT, Trust
from propbench.reports.naming import cell_in_words
from propbench.reports.sentences.comparing import interval_words
from propbench.reports.sentences.lists import joined

NOISY = 0.05
"""Half widths above this share of the point are called noisy."""
BY_CHANCE = 0.2
"""Where chance alone tells more of the controls apart, their number says nothing."""
UNLIKELY = 0.01
"""Controls that chance explains less often than this say that the limits are too narrow."""
MOSTLY = 0.5
"""A machine that moves beside more of its timings than this cannot be trusted with times."""
HOPELESS = 0.25
"""From this on, a run cannot carry its numbers: a quarter either way turns most verdicts round."""


@dataclass(frozen=True)
class Line:
    """One check: `mark` is ok, warn or bad."""

    mark: Literal["ok", "warn", "bad"]
    title: str
    words: str


def lines(trust: Trust) -> tuple[Line, ...]:
    """The trust panel."""
    return (
        _results(trust),
        _threads(trust),
        _noise(trust),
        _drift(trust),
        _unstable(trust),
        _control(trust),
        _estimated(trust),
        _mode(trust),
    )


def banners(trust: Trust) -> tuple[str, ...]:
    """What a reader has to know before any number."""
    found = []
    if trust.profile == "quick":
        found.append(
            "Quick run: few sizes and few restarts, so that limits are wide. "
            "Where a claim says that nothing was measured, a standard run measures it."
        )
    if trust.status != "complete":
        found.append("Partial run: it ended early, and cells that were not reached have no time.")
    if trust.filtered:
        found.append("Filtered run: cases were left out on the command line.")
    if trust.shortened:
        found.append(
            "Shortened run: everything would have taken too long on this machine. "
            "The end of the page lists what was left out."
        )
    return tuple(found)


def verdict(trust: Trust) -> str:
    """The panel in one sentence."""
    bad = [line for line in lines(trust) if line.mark == "bad"]
    warnings = [line for line in lines(trust) if line.mark == "warn"]
    if bad:
        return f"Not everywhere: see {joined([line.title.lower() for line in bad])}."
    if warnings:
        return f"Yes, with care: see {joined([line.title.lower() for line in warnings])}."
    return "Yes: every check passed."


def _results(trust: Trust) -> Line:
    failed = trust.kinds.get("failed", 0)
    checked = trust.cells - trust.kinds.get("not_selected", 0) - trust.kinds.get("unsupported", 0)
    if failed:
        have = "has" if failed == 1 else "have"
        words = f"{count(failed)} of {count(checked)} results failed the check and {have} no time."
        return Line("bad", "Results", words)
    if trust.worst_error is None:
        return Line("warn", "Results", "no result was checked.")
    return Line("ok", "Results", f"all {count(checked)} results that were checked are right.")


def _threads(trust: Trust) -> Line:
    if not trust.threads:
        return Line("warn", "Threads", "no runtime reported its threads.")
    if any(n not in trust.asked_threads for _, n in trust.threads):
        seen = ", ".join(f"{name} {n}" for name, n in trust.threads)
        asked = " or ".join(str(n) for n in trust.asked_threads)
        return Line("warn", "Threads", f"asked for {asked}, observed {seen}.")
    return Line("ok", "Threads", "every library used the threads that it was given.")


def _noise(trust: Trust) -> Line:
    if trust.median_half_width is None:
        return Line("warn", "Noise", "nothing was timed.")
    words = f"half of all times are known to ±{percent(trust.median_half_width)} or better."
    return Line(_noise_mark(trust.median_half_width), "Noise", words)


def worst(trust: Trust) -> str:
    """The noisiest time; empty where nothing was timed."""
    if trust.worst is None:
        return ""
    row = trust.worst
    limits = Interval(row["median_s"], row["ci_lo_s"], row["ci_hi_s"], 1, "range")
    return f"The noisiest is {cell_in_words(row)}: {interval_words(limits)}."


def _noise_mark(half_width: float) -> Literal["ok", "warn", "bad"]:
    if half_width >= HOPELESS:
        return "bad"
    return "ok" if half_width < NOISY else "warn"


def _drift(trust: Trust) -> Line:
    if not trust.drifted:
        return Line("ok", "Drift", f"the machine's speed held within {percent(DRIFT)} throughout.")
    share = trust.drifted / trust.timings
    words = (
        f"the machine itself sped up or slowed down by over {percent(DRIFT)} during "
        f"{percent(share)} of the timings. Ratios feel it less than times."
    )
    return Line("bad" if share > MOSTLY else "warn", "Drift", words)


def _unstable(trust: Trust) -> Line:
    n = len(trust.unstable)
    if not n:
        return Line("ok", "Stability", "no time kept jumping between values.")
    timed = count(trust.kinds.get("measured", 0))
    words = f"{count(n)} of {timed} measured times kept jumping between values (unstable)."
    return Line("warn", "Stability", words)


def _control(trust: Trust) -> Line:
    control = trust.controls
    if not control.pairs:
        return Line("warn", "Control", "nobody was timed twice, so the limits were not tried.")
    if control.expected > BY_CHANCE * control.pairs:
        return Line(
            "ok",
            "Control",
            "this check needs more restarts.",
        )
    words = (
        f"of {count(control.pairs)} that were timed twice, {count(control.apart)} seemed to differ "
        f"from themselves; chance alone makes that about {count(round(control.expected))}"
    )
    if control.p_value < UNLIKELY:
        return Line("bad", "Control", f"{words}. Run again while the machine does less.")
    return Line("ok", "Control", f"{words}.")


def _estimated(trust: Trust) -> Line:
    estimated = trust.kinds.get("estimated", 0)
    slow = trust.kinds.get("too_slow", 0)
    words = (
        f"{count(trust.kinds.get('measured', 0))} of {count(trust.cells)} cells are measured, "
        f"{count(estimated)} estimated, {count(slow)} too slow for either"
    )
    rest = trust.kinds.get("unsupported", 0)
    words += f"; {count(rest)} cannot be done, such as float32 in plain Python." if rest else "."
    return Line("ok", "Measured", words)


def _mode(trust: Trust) -> Line:
    extra = [trust.status] if trust.status != "complete" else []
    extra += ["filtered"] if trust.filtered else []
    mark: Literal["ok", "warn"] = "warn" if extra or trust.profile == "quick" else "ok"
    restarts = f"{count(trust.processes)} restart{'s' * (trust.processes != 1)}"
    words = f"{trust.profile}, {restarts}{''.join(f', {word}' for word in extra)}."
    return Line(mark, "Profile", words)
