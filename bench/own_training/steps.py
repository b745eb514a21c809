"""Seconds of a training step: fresh processes, in each of which the arms take turns on one core."""

import random
import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from propbench.bench import parameters, temporary
from propbench.bench.environment import pin, worker_variables
from propbench.bench.own_training.question import Question
from propbench.bench.problems import Problem
from propbench.bench.process import ask
from propbench.bench.reasons import one_line
from propbench.bench.rounds import calls_filling
from propbench.bench.sampling.conductor import conducting
from propbench.bench.sampling.ratios import Slices
from propbench.bench.sampling.schedule import numbers, passes
from propbench.bench.sampling.seat import Seat
from propbench.bench.timing.network_call import CHECK_RATE, NetworkCall
from propbench.bench.timing.slices import SLICE_S
from propbench.bench.timing.timed_call import undisturbed_s
from propbench.bench.training import variants
from propbench.bench.training.parameters import drawn, handed_over
from propbench.bench.training.seeds import reporting_seeds
from propbench.impls import load
from propbench.impls.contract import Network

StepTimes = Sequence[Mapping[str, Slices]]
"""For each restart and arm, CPU seconds of a step by pass."""

RESTARTS = 5
"""The fewest for an interval."""
_ARM_S, _FEWEST, _MOST = 0.15, 4, 40
"""Seconds of an arm's slices in a restart, and how many slices it has."""
_LIMIT_S = 60.0
_TOLERANCE = 1e-8


def time_steps(question: Question) -> StepTimes:
    """Of every arm, on one thread. Raises WorkerError where a step fails, is wrong, or hangs."""
    task = question.task
    request = {
        "implementation": question.implementation,
        "sizes": task.sizes(question.hidden),
        "output": task.output,
        "arms": {arm.name: [arm.activation, arm.initialisation] for arm in question.arms},
    }
    with temporary.folder() as private:
        data, cache = private / "data.npz", private / "numba-cache"
        x, y = task.data(reporting_seeds(1)[0])
        np.savez(data, x=x, y=y)
        return [
            _by_pass(
                ask(
                    __name__,
                    {**request, "data": str(data), "restart": restart},
                    worker_variables(1, restart, cache),
                    _LIMIT_S,
                )
            )
            for restart in range(RESTARTS)
        ]


def _by_pass(answer: Mapping[str, Mapping[str, float]]) -> dict[str, Slices]:
    """Of each arm; JSON has made texts of the numbers of the passes."""
    return {
        arm: {int(number): cpu_s for number, cpu_s in slices.items()}
        for arm, slices in answer.items()
    }


def main(request: Mapping[str, Any]) -> dict[str, dict[int, float]]:
    """One restart, in a process of its own."""
    pin(1)
    arms, generator = list(request["arms"]), random.Random(request["restart"])  # noqa: S311

    def serve(seat: Seat) -> None:
        _take_turns(seat, request)

    with conducting(arms, serve, _LIMIT_S) as conductor:
        ready = {arm: conductor.ask(arm, {}) for arm in arms}
        for arm, reply in ready.items():
            if "fault" in reply:
                raise RuntimeError(f"{arm}: {reply['fault']}")
        order = passes({arm: reply["slices"] for arm, reply in ready.items()}, generator)
        taken = conductor.ask_all(arms, {"passes": order})
    return {arm: dict(zip(numbers(order, arm), taken[arm]["cpu_s"], strict=True)) for arm in arms}


def _take_turns(seat: Seat, request: Mapping[str, Any]) -> None:
    """An arm's own process: made ready and checked, then a slice at each of its turns."""
    seat.request()
    try:
        call = _checked(request["arms"][seat.name], request)
    except Exception as error:
        seat.reply({"fault": one_line(error)})
        return
    step_s = undisturbed_s(lambda: call.repeat(1))
    calls = calls_filling(SLICE_S, step_s)
    slices = min(_MOST, max(_FEWEST, int(_ARM_S / (calls * step_s))))
    seat.reply({"slices": slices})
    taken = []
    for _ in seat.turns(seat.request()["passes"]):
        call.restore()
        used = time.process_time()
        call.repeat(calls)
        taken.append((time.process_time() - used) / calls)
    seat.reply({"cpu_s": taken})


def _checked(arm: Sequence[str], request: Mapping[str, Any]) -> NetworkCall:
    """A step that gives the parameters which the races' own mathematics gives."""
    activation, rule = arm
    network = Network(tuple(request["sizes"]), activation, request["output"])
    with np.load(request["data"]) as data:
        x, y = data["x"], data["y"]
    start = drawn(network, rule, 0, x)
    problem = Problem(network, parameters.Parameters(start.w, start.b), x, y)
    call = NetworkCall(load(request["implementation"]), "train_step", lambda _: problem, 0)
    call.once()
    _, (expected,) = variants.train_many(network, [start], x, y, np.array([CHECK_RATE]), 1)
    given = call.read()
    for name, array in handed_over(expected).items():
        if not np.allclose(given[name], array, rtol=_TOLERANCE, atol=_TOLERANCE):
            raise ValueError(f"{request['implementation']} is wrong about {name} after a step")
    return call
