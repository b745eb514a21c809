"""From a case to something that can be called, restored and read.

Only `repeat` is ever timed. The learning rate of timed steps is so small that the parameters
hardly move within a round; the check uses a large one, so that a wrong update shows.
"""

from collections.abc import Callable
from typing import Any, Protocol

from bench.grid import Case
from bench.problems import Problem, problem
from bench.timing.ceilings import ceiling_work
from bench.timing.elements import activation_inputs, primitive_inputs
from impls import Implementation
from impls.contract import TAIL_SAFE, Array, State, UnsupportedError

TIMED_RATE = 1e-6
CHECK_RATE = 0.5
SLOPE = 0.01


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
        return _activation_work(implementation, case)
    return _primitive_work(implementation, case)


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


class FunctionWork:
    """A function of native arrays that changes none of them."""

    def __init__(
        self, implementation: Implementation, function: Callable[..., Any], inputs: list[Any]
    ) -> None:
        self._to_numpy = implementation.layout.to_numpy
        self._function, self._inputs = function, inputs
        self._result: Any = None

    def once(self) -> None:
        self._result = self._function(*self._inputs)

    def repeat(self, calls: int) -> None:
        function, inputs, result = self._function, self._inputs, self._result
        for _ in range(calls):
            result = function(*inputs)
        self._result = result

    def restore(self) -> None:
        """Nothing was changed."""

    def read(self) -> dict[str, Array]:
        return {"result": self._to_numpy(self._result)}


def _activation_work(implementation: Implementation, case: Case) -> Work:
    tail_safe = case.phase == "derivative_tail_safe"
    if tail_safe and case.activation not in TAIL_SAFE:
        raise UnsupportedError(f"{case.activation} needs no tail-safe derivative")
    z, a = (implementation.layout.to_native(array) for array in activation_inputs(case))
    function, derivative = implementation.activations.ACTIVATIONS[case.activation]
    if case.phase == "activation":
        return FunctionWork(implementation, function, [z, SLOPE])
    if tail_safe:
        derivative = implementation.activations.TAIL_SAFE[case.activation]
    return FunctionWork(implementation, derivative, [z, a, SLOPE])


def _primitive_work(implementation: Implementation, case: Case) -> Work:
    offered = implementation.primitives.PRIMITIVES
    if case.phase not in offered:
        raise UnsupportedError(f"{implementation.name} does not offer {case.phase}")
    native = [implementation.layout.to_native(array) for array in primitive_inputs(case)]
    return FunctionWork(implementation, offered[case.phase], native)


def _numbered(name: str, arrays: tuple[Array, ...]) -> dict[str, Array]:
    return {f"{name}[{layer}]": array for layer, array in enumerate(arrays)}


def _unchanged(state: State) -> State:
    return state
