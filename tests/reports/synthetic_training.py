"""Training runs with known factors between the activations."""

import random
from itertools import product

from bench.results import TargetRecord, TrainingRecord


def training_runs() -> list[TrainingRecord]:
    """Twelve seeds of four activations on two networks under two rulesets."""
    speed = {"sigmoid": 0.25, "tanh": 0.8, "relu": 1.0, "leaky_relu": 1.02}
    arms = product(("shallow", "deep"), ("R0", "R1"), speed, range(1, 13))
    return [
        _training(network, ruleset, activation, seed, speed[activation])
        for network, ruleset, activation, seed in arms
    ]


def _training(
    network: str, ruleset: str, activation: str, seed: int, speed: float
) -> TrainingRecord:
    rng = random.Random(f"{network}{ruleset}{seed}")  # noqa: S311
    rate = 0.02 * speed * rng.uniform(0.7, 1.4) * (1.0 if ruleset == "R0" else 2.0)
    if network == "deep":
        rate *= 0.15 if activation == "sigmoid" else 1.5
    budget = 400
    losses = [0.69 / (1 + rate * step) ** 1.5 for step in range(budget)]
    return TrainingRecord(
        claim="C1",
        arm=activation,
        network=network,
        dataset="digits_even",
        m=1000,
        activation=activation,
        initialisation="small" if ruleset == "R0" else "textbook",
        ruleset=ruleset,
        role="reporting",
        learning_rate=0.1,
        seed=seed,
        max_iterations=budget,
        diverged=False,
        losses=losses,
        targets=[_target(goal, losses) for goal in (0.2, 0.1, 0.05)],
    )


def _target(goal: float, losses: list[float]) -> TargetRecord:
    reached = [step for step, loss in enumerate(losses) if loss <= goal]
    return TargetRecord(
        target=goal, iterations=reached[0] if reached else len(losses), reached=bool(reached)
    )
