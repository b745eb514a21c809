"""Fingerprints of code: results that were made by other code are stale, and never used.

A training run hangs on three parts: what trains its kind of arm, its activation, and its task. Each
has a fingerprint of its own, so that a new one leaves the runs of the others as they are.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from propbench.bench import definitions
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.provenance import hashed
from propbench.bench.training import engine
from propbench.bench.training.activations import ACTIVATIONS
from propbench.bench.training.arms import Arm
from propbench.bench.training.tasks import TASKS, Task
from propbench.bench.training.variants import TRAINED_BY, Variant

_REGISTRIES = ("TASKS", "ACTIVATIONS", "TRAINED_BY")
"""Names whose entries have fingerprints, so that they have none as a whole."""


def parts() -> dict[str, str]:
    """Fingerprints of all that training runs hang on, by the name of the part."""
    return {
        **{_trainer(kind.__name__): _of(train, engine.train) for kind, train in TRAINED_BY.items()},
        **{_activation(name): _of(*pair) for name, pair in ACTIVATIONS.items()},
        **{_task(name): _of_task(task) for name, task in TASKS.items()},
    }


def parts_of(task: str, arm: Arm) -> tuple[str, ...]:
    """Names of the parts that the runs of an arm on a task hang on."""
    return _trainer(kind(arm)), _activation(arm.activation), _task(task)


def parts_named(factors: Mapping[str, object]) -> tuple[str, ...]:
    """Names of the parts that the factors of an observation speak of."""
    named = {"task": _task, "activation": _activation}
    return tuple(name(str(factors[key])) for key, name in named.items() if key in factors)


def needed_by_all() -> set[str]:
    """Names of the parts without which no race can be taken from runs that are shipped."""
    return {_trainer(Variant.__name__)}


def kind(arm: Arm) -> str:
    """Arms of one kind are trained by the same code."""
    return type(arm.variant).__name__


def engine_print() -> str:
    """Of all parts together."""
    return hashed(f"{name} {value}" for name, value in parts().items())


def registration(claim: Claim) -> str:
    """What was fixed before the first full run: the registration, and the races it asks for."""
    return hashed([repr(claim.registration), repr(claim.races("full"))])


def experiment(claim: Claim) -> str:
    """The code of a claim's own experiments, wherever it lies."""
    return _of(claim.measure)


def _of(*functions: Callable[..., Any]) -> str:
    return hashed(definitions.code(map(definitions.of, functions), _REGISTRIES))


def _of_task(task: Task) -> str:
    """Its numbers, the arguments that its draw is given, and its code."""
    given = task.draw.args if isinstance(task.draw, partial) else ()
    numbers = (task.n_features, task.n_outputs, task.output, task.m, task.headline_target)
    return hashed([repr(numbers), repr(given), _of(task.draw)])


def _trainer(kind_of_arm: str) -> str:
    return f"training of {kind_of_arm} arms"


def _activation(name: str) -> str:
    return f"activation {name}"


def _task(name: str) -> str:
    return f"task {name}"
