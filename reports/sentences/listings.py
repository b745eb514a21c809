"""What stands beside code."""

from propbench.bench.numbers import count, seconds
from propbench.reports.facts.listings import Excerpt
from propbench.reports.sentences.choice import PHASES


def time_of(excerpt: Excerpt) -> str:
    """How long the phase takes that it is a part of."""
    standing, phase = excerpt.standing, PHASES[excerpt.phase]
    of = f"{phase} pass" if excerpt.phase == "forward" else phase
    where = f"a {of} on {count(excerpt.m)} example{'s' * (excerpt.m != 1)}"
    if standing is None or standing.kind != "measured" or standing.seconds is None:
        return f"Not measured: {where}."
    return f"{seconds(standing.seconds.point)} for {where}"
