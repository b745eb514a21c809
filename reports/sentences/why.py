"""Why vectorising pays."""

from propbench.bench.numbers import percent, rough_seconds
from propbench.reports.facts.multiply_adds import MultiplyAdds
from propbench.reports.frame import BASELINE
from propbench.reports.naming import named


def price(found: MultiplyAdds) -> str:
    """What a multiply-add costs in loops, at its fastest, and at the machine's limit."""
    if found.loops_s is None or found.fastest_s is None:
        return "What a multiply-add costs was not measured in this run."
    loops = f"One costs {rough_seconds(found.loops_s)} in plain Python loops"
    fastest = f"{rough_seconds(found.fastest_s)} in {named(found.fastest)}"
    rest = ", and nobody is faster" if found.fastest == BASELINE else f" and {fastest}"
    words = f"A training step is made of multiply-adds. {loops}{rest}."
    if found.limit_s is None:
        return words
    share = percent(found.limit_s / found.fastest_s)
    return f"{words} The matrix products, which no code avoids, take {share} of that."
