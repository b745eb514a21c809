"""A phase of a network of any kind, made ready.

The learning rate of timed steps is so small that the parameters hardly move within a round; the
check uses a large one, so that a wrong update shows.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from propbench.bench.problems import Problem
from propbench.bench.timing.timed_call import TimedCall, undisturbed_s
from propbench.impls import Implementation
from propbench.impls.contract import Array, State, UnsupportedError
from propbench.impls.implementation import contract_of

TIMED_RATE = 1e-6
CHECK_RATE = 0.5


class NetworkCall(TimedCall):
    """`problem_of` gives the data, and for each seed other parameters of the same network.

    Raises UnsupportedError where the implementation has not this phase.
    """

    inputs = "parameters"

    def __init__(
        self,
        implementation: Implementation,
        phase: str,
        problem_of: Callable[[int], Problem[Any]],
        seed: int,
    ) -> None:
        self._problem_of, self._problem = problem_of, problem_of(seed)
        self._implementation, self._phase = implementation, phase
        self._kind = implementation.kind(contract_of(self._problem.network))
        if not hasattr(self._kind, phase):
            raise UnsupportedError(f"{implementation.name} does not offer {phase}")
        self._work: Callable[..., State] = getattr(self._kind, phase)
        self._wait: Callable[[State], State] = getattr(self._kind, "wait", _unchanged)
        given = self._problem
        self._state = implementation.prepare(given.network, given.parameters, given.x, given.y)
        self._lead_in()

    def once(self) -> None:
        self.restore()
        self._work_once()

    def repeat(self, calls: int) -> None:
        work, state, rate = self._work, self._state, self._rate(TIMED_RATE)
        for _ in range(calls):
            state = work(state, *rate)
        self._state = self._wait(state)

    def restore(self) -> None:
        if self._rate(TIMED_RATE):
            self._load()

    def use(self, seed: int) -> None:
        self._problem = self._problem_of(seed)
        self._load()
        self._lead_in()

    def read(self) -> dict[str, Array]:
        readers = {
            "forward": (self._outputs,),
            "backward": (self._kind.read_gradients,),
            "update": (self._kind.read_parameters,),
        }.get(self._phase, (self._outputs, self._kind.read_gradients, self._kind.read_parameters))
        return {name: array for read in readers for name, array in read(self._state).items()}

    def fresh_call_s(self, seed: int) -> float:
        self.use(seed)
        self.restore()
        return undisturbed_s(self._work_once)

    def shortfall(self, calls: int) -> float:
        """The timed rate is so small that the gradient stays what it was, so the way is known.

        It is lost in the rounding of float32, and phases that move nothing have no way: 0.
        """
        if not self._rate(TIMED_RATE) or self._problem.x.dtype != np.float64:
            return 0.0
        gradients = self._kind.read_gradients(self._state)
        now, start = self._kind.read_parameters(self._state), self._problem.parameters
        ways = {name: calls * TIMED_RATE * gradients[f"d{name}"] for name in start}
        longest = max(float(np.abs(way).max()) for way in ways.values())
        missed = (start[name] - now[name] - way for name, way in ways.items())
        return max(float(np.abs(array).max()) for array in missed) / longest

    def drift(self) -> str:
        if self._phase not in ("forward", "train_step"):
            return ""
        return self._problem.saturation(self._kind.read_outputs(self._state))

    def _work_once(self) -> None:
        self._state = self._wait(self._work(self._state, *self._rate(CHECK_RATE)))

    def _rate(self, learning_rate: float) -> tuple[float, ...]:
        return (learning_rate,) if self._phase in ("update", "train_step") else ()

    def _load(self) -> None:
        self._state = self._implementation.load_parameters(
            self._state, self._problem.network, self._problem.parameters
        )

    def _lead_in(self) -> None:
        """Leave what the timed phase reuses."""
        if self._phase in ("backward", "update"):
            self._state = self._kind.forward(self._state)
        if self._phase == "update":
            self._state = self._wait(self._kind.backward(self._state))

    def _outputs(self, state: State) -> dict[str, Array]:
        return {"outputs": self._kind.read_outputs(state)}


def _unchanged(state: State) -> State:
    return state
