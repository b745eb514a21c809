"""From a case to something that can be called, restored and read.

Only `repeat` is ever timed. The learning rate of timed steps is so small that the parameters
hardly move within a round; the check uses a large one, so that a wrong update shows.
"""

import time
from collections.abc import Callable
from typing import Protocol

import numpy as np

from propbench.bench.grid import Case
from propbench.bench.problems import Problem, problem
from propbench.bench.timing.ceilings import ceiling_work
from propbench.bench.timing.functions import activation_work, primitive_work
from propbench.impls import Implementation
from propbench.impls.contract import Array, State, UnsupportedError

TIMED_RATE = 1e-6
CHECK_RATE = 0.5


class Work(Protocol):
    """A case made ready."""

    def once(self) -> None:
        """One call from restored state, as it is checked."""

    def repeat(self, calls: int) -> None:
        """The timed region: so many calls, one after the other."""

    def restore(self) -> None:
        """Undo what earlier calls changed; outside the clock."""

    def read(self) -> dict[str, Array]:
        """What the latest call gave, as NumPy arrays by name."""


def make_work(implementation: Implementation | None, case: Case, seed: int | None = None) -> Work:
    """Prepare a case; another `seed` gives other weights. Raises UnsupportedError.

    A ceiling has no implementation.
    """
    if implementation is None:
        return ceiling_work(case)
    implementation.check_dtype(case.dtype)
    if case.part == "dense":
        chosen = problem(case) if seed is None else problem(case, seed)
        return NetworkWork(implementation, case.phase, chosen)
    if case.part == "activations":
        return activation_work(implementation, case)
    return primitive_work(implementation, case)


class NetworkWork:
    """A phase of a network."""

    def __init__(self, implementation: Implementation, phase: str, problem: Problem) -> None:
        if not implementation.offers(phase):
            raise UnsupportedError(f"{implementation.name} does not offer {phase}")
        self._implementation, self._phase, self._problem = implementation, phase, problem
        self._dense = implementation.dense
        self._work: Callable[..., State] = getattr(self._dense, phase)
        self._wait: Callable[[State], State] = getattr(self._dense, "wait", _unchanged)
        self._state = implementation.prepare(
            problem.network, problem.parameters, problem.x, problem.y
        )
        self._lead_in()

    def once(self) -> None:
        self.restore()
        self._state = self._wait(self._work(self._state, *self._rate(CHECK_RATE)))

    def repeat(self, calls: int) -> None:
        work, state, rate = self._work, self._state, self._rate(TIMED_RATE)
        for _ in range(calls):
            state = work(state, *rate)
        self._state = self._wait(state)

    def restore(self) -> None:
        if self._rate(TIMED_RATE):
            self._load(self._problem)

    def use(self, problem: Problem) -> None:
        """Other weights for the same data: a remembered answer would now be wrong."""
        self._problem = problem
        self._load(problem)
        self._lead_in()

    def read(self) -> dict[str, Array]:
        parts = {
            "forward": (self._outputs,),
            "backward": (self._gradients,),
            "update": (self._parameters,),
        }.get(self._phase, (self._outputs, self._gradients, self._parameters))
        return {name: array for part in parts for name, array in part().items()}

    def fresh_call_s(self, problem: Problem) -> float:
        """Seconds of the first call with these parameters; it leaves what `once` leaves."""
        self.use(problem)
        self.restore()
        started = time.perf_counter()
        self._state = self._wait(self._work(self._state, *self._rate(CHECK_RATE)))
        return time.perf_counter() - started

    def shortfall(self, calls: int) -> float:
        """Which part of their way the parameters did not go in `repeat(calls)`, at the most.

        The timed rate is so small that the gradient stays what it was, so the way is known. It is
        lost in the rounding of float32, and phases that move nothing have no way: 0.
        """
        if not self._rate(TIMED_RATE) or self._problem.x.dtype != np.float64:
            return 0.0
        gradients = self._dense.read_gradients(self._state)
        now, start = self._dense.read_parameters(self._state), self._problem.parameters
        expected = [calls * TIMED_RATE * d for d in (*gradients.dw, *gradients.db)]
        moved = [p - q for p, q in zip((*start.w, *start.b), (*now.w, *now.b), strict=True)]
        longest = max(float(np.abs(way).max()) for way in expected)
        pairs = zip(moved, expected, strict=True)
        return max(float(np.abs(a - b).max()) for a, b in pairs) / longest

    def outputs(self) -> Array:
        return self._dense.read_outputs(self._state)

    def _rate(self, learning_rate: float) -> tuple[float, ...]:
        return (learning_rate,) if self._phase in ("update", "train_step") else ()

    def _load(self, problem: Problem) -> None:
        self._state = self._implementation.load_parameters(
            self._state, problem.network, problem.parameters
        )

    def _lead_in(self) -> None:
        """Leave what the timed phase reuses."""
        if self._phase in ("backward", "update"):
            self._state = self._dense.forward(self._state)
        if self._phase == "update":
            self._state = self._wait(self._dense.backward(self._state))

    def _outputs(self) -> dict[str, Array]:
        return {"outputs": self.outputs()}

    def _gradients(self) -> dict[str, Array]:
        gradients = self._dense.read_gradients(self._state)
        return {**_numbered("dw", gradients.dw), **_numbered("db", gradients.db)}

    def _parameters(self) -> dict[str, Array]:
        parameters = self._dense.read_parameters(self._state)
        return {**_numbered("w", parameters.w), **_numbered("b", parameters.b)}


def _numbered(name: str, arrays: tuple[Array, ...]) -> dict[str, Array]:
    return {f"{name}[{layer}]": array for layer, array in enumerate(arrays)}


def _unchanged(state: State) -> State:
    return state
