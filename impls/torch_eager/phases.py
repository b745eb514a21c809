"""The phases of a network of any kind, which each configuration has as methods of its state."""

from typing import Protocol, TypeVar


class Phases(Protocol):
    """What the state of every configuration does."""

    def forward(self) -> None: ...

    def backward(self) -> None: ...

    def update(self, learning_rate: float) -> None: ...

    def train_step(self, learning_rate: float) -> None: ...

    def loss(self) -> float: ...


S = TypeVar("S", bound=Phases)


def forward(state: S) -> S:
    state.forward()
    return state


def backward(state: S) -> S:
    state.backward()
    return state


def update(state: S, learning_rate: float) -> S:
    state.update(learning_rate)
    return state


def train_step(state: S, learning_rate: float) -> S:
    state.train_step(learning_rate)
    return state


def train(state: S, learning_rate: float, steps: int) -> S:
    for _ in range(steps):
        state.train_step(learning_rate)
    return state


def loss(state: Phases) -> float:
    return state.loss()
