"""A phase of a network of any kind, made ready.

The learning rate of timed steps is so small that the parameters hardly move within a round; the
check uses a large one, so that a wrong update shows.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from propbench.bench.problems import Problem
from propbench.bench.timing.timed_call import TimedCall, due, undisturbed_s
from propbench.impls import Implementation
from propbench.impls.contract import Array, State, UnsupportedError
from propbench.impls.implementation import contract_of

TIMED_RATE = 1e-6
CHECK_RATE = 0.5

_READERS = {
    "forward": ("read_outputs",),
    "backward": ("read_gradients",),
    "update": ("read_parameters",),
}
_ALL_READERS = ("read_outputs", "read_gradients", "read_parameters")


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
            self._load(self._problem.parameters)

    def use(self, seed: int) -> None:
        self._problem = self._problem_of(seed)
        self._load(self._problem.parameters)
        self._lead_in()

    def read(self) -> dict[str, Array]:
        readers = _READERS.get(self._phase, _ALL_READERS)
        return {name: array for reader in readers for name, array in self._read(reader).items()}

    def second_in_a_row(self, first: dict[str, Array]) -> tuple[dict[str, Array], dict[str, Array]]:
        """At the large rate: a step is to be that from parameters which are loaded anew, and an
        update, whose gradients stay what they are, is to go as far as the first."""
        self._work_once()
        second, start = self.read(), self._problem.parameters
        if self._phase == "update":
            return second, {name: 2 * first[name] - start[name] for name in first}
        if self._phase != "train_step":
            return second, first
        self._load({name: first[name] for name in start})
        self._work_once()
        return second, self.read()

    def fresh_call_s(self, seed: int) -> float:
        self.use(seed)
        self.restore()
        return undisturbed_s(self._work_once)

    def shortfall(self, calls: int) -> float:
        """The timed rate is so small that the gradient stays what it was, so the way is known.

        Phases that move nothing have no way: 0.
        """
        if not self._rate(TIMED_RATE):
            return 0.0
        gradients, now = self._read("read_gradients"), self._read("read_parameters")
        start = self._problem.parameters
        ways = {name: calls * TIMED_RATE * gradients[f"d{name}"] for name in start}
        longest = max(float(np.abs(way).max()) for way in ways.values())
        return (
            max(_missed(start[name], now[name], way, calls) for name, way in ways.items()) / longest
        )

    def drift(self) -> str:
        if self._phase not in ("forward", "train_step"):
            return ""
        return self._problem.saturation(self._read("read_outputs")["outputs"])

    def _work_once(self) -> None:
        self._state = self._wait(self._work(self._state, *self._rate(CHECK_RATE)))

    def _rate(self, learning_rate: float) -> tuple[float, ...]:
        return (learning_rate,) if self._phase in ("update", "train_step") else ()

    def _load(self, parameters: Mapping[str, Array]) -> None:
        self._state = self._implementation.load_parameters(
            self._state, self._problem.network, parameters
        )

    def _lead_in(self) -> None:
        """Leave what the timed phase reuses."""
        if self._phase in ("backward", "update"):
            self._state = self._kind.forward(self._state)
        if self._phase == "update":
            self._state = self._wait(self._kind.backward(self._state))

    def _read(self, reader: str) -> dict[str, Array]:
        """By one of the contract's functions, all that it is to give."""
        given = getattr(self._kind, reader)(self._state)
        parameters = tuple(self._problem.parameters)
        if reader == "read_outputs":
            return due({"outputs": given}, ("outputs",), reader)
        of_gradients = reader == "read_gradients"
        names = (f"d{name}" for name in parameters) if of_gradients else parameters
        return due(given, names, reader)


def _missed(start: Array, now: Array, way: Array, calls: int) -> float:
    """How far an entry is from where its way leads, beyond what rounding takes of every step."""
    off = np.abs(start - now - way) - calls * np.spacing(np.abs(start)) / 2
    return max(0.0, float(off.max()))


def _unchanged(state: State) -> State:
    return state
