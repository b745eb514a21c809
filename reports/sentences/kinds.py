"""Other kinds of networks, in a sentence."""

from propbench.bench.numbers import count, seconds, significant
from propbench.impls.contract import LEAGUES
from propbench.reports.facts.kinds import Kind, fastest_of
from propbench.reports.naming import named

NONE = "This run timed no other kind of network; a standard run does."


def in_short(kind: Kind) -> str:
    """Who is fastest at the largest number of examples, as in a textbook and tuned."""
    table = fastest_of(kind)
    if table.empty:
        return "No training step was timed both as in a textbook and tuned."
    row = table.sort_values("m").iloc[-1]
    both = [(float(row[f"{league}_s"]), named(row[league])) for league in LEAGUES]
    (fast_s, first), (slow_s, second) = sorted(both)
    return (
        f"With {first}, a training step on {count(int(row['m']))} examples takes "
        f"{seconds(fast_s)}; with {second}, {significant(slow_s / fast_s, 2)} times as long."
    )
