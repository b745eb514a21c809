"""In which groups a question is asked: by depth, and by what was tuned."""

from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.training.rulesets import R1, R2

DEPTHS: dict[str, range] = {
    "one hidden layer": range(1, 2),
    "2 or 3 hidden layers": range(2, 4),
    "4 to 8 hidden layers": range(4, 9),
}
"""Groups of hidden layers; depths of one group are averaged task by task."""

RULES = {R1.name: "rate tuned", R2.name: "rate and start tuned"}
"""What was tuned. Under R0 nothing was: its comparisons are shown and answer no question."""


def depth_group(comparison: ArmComparison) -> str:
    """The group of its depth. Raises ValueError outside all of them."""
    depth = int(comparison.factors["depth"])
    for name, depths in DEPTHS.items():
        if depth in depths:
            return name
    raise ValueError(f"depth: got {depth}, expected 1 to 8")


def by_depth(comparison: ArmComparison) -> str | None:
    """By depth, and by what was tuned where comparisons say; None under R0."""
    ruleset = comparison.factors.get("ruleset")
    if ruleset is None:
        return depth_group(comparison)
    rules = RULES.get(ruleset)
    return f"{depth_group(comparison)}, {rules}" if rules else None
