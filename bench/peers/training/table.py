"""The outcome in words and numbers: seconds of each contender, ratios, goals met or not."""

from propbench.bench.peers.session import Medians
from propbench.bench.peers.table import fastest, ratio_text
from propbench.bench.peers.training.contenders import CONTENDERS, ENGINE, LOOP, VMAP, Contender
from propbench.bench.peers.training.sweep import LEARNING_RATES, SEEDS, SWEEPS, Sweep
from propbench.bench.statistics import process_interval, ratio_interval

VMAP_GOAL = 1.0

FAIRNESS = (
    "Everybody takes every step from the same examples and weights, and keeps every loss. The",
    "engine is a process for each core; PyTorch has threads on all, or one where that is faster.",
    "Nobody stops at a target, by which the engine would gain. The first losses are checked.",
)


def lines(medians: Medians) -> list[str]:
    """One block a sweep. The faster of the loops, and of the vmaps, stands for its kind."""
    absent = sorted({one.needs for one in CONTENDERS.values() if one.missing})
    told = [f"not installed: {', '.join(absent)}; `make peers` adds it"] if absent else []
    told.append(f"{len(LEARNING_RATES)} learning rates x {len(SEEDS)} seeds, float64")
    told += FAIRNESS
    for sweep in SWEEPS:
        told += ["", *_sweep_lines(sweep, medians.get(sweep.title, {}))]
    return told


def _sweep_lines(sweep: Sweep, seconds: dict[str, dict[int, float]]) -> list[str]:
    return [
        f"{sweep.title}, {sweep.m} examples, {sweep.steps} steps",
        *(_seconds_line(name, seconds[name]) for name in CONTENDERS if name in seconds),
        _ratio_line("plain loop", LOOP, sweep.goal, seconds),
        _ratio_line("vmap", VMAP, VMAP_GOAL, seconds),
    ]


def _seconds_line(name: str, by_round: dict[int, float]) -> str:
    return f"  {name:24} {process_interval([*by_round.values()]).point:8.3f} s"


def _ratio_line(
    kind: str,
    contenders: tuple[Contender, ...],
    goal: float,
    seconds: dict[str, dict[int, float]],
) -> str:
    reference = fastest(tuple(one.name for one in contenders), seconds)
    if not reference or ENGINE.name not in seconds:
        return f"  {kind} : engine: not compared"
    ratio = ratio_interval(reference, seconds[ENGINE.name])
    met = "met" if ratio.point >= goal else "NOT MET"
    return f"  {kind} : engine {ratio_text(ratio)}, goal {goal:g}, {met}"
