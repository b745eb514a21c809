"""Whether gradient descent fits parity: one hidden layer against a network as deep as the tree.

All 2**n rows are trained on, so this is fitting, not generalisation. A network of the tree's
shape has as many hidden units as the tree of exclusive ors, or a multiple; one hidden layer has a
multiple of n. All networks of one activation are tuned over the same learning rates.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from propbench.bench.claims.referee.comparing import ArmPair, headline
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.statistics import wilson
from propbench.bench.training.arms import RELU, TANH, Arm
from propbench.bench.training.races import Entrant, Finish, Race
from propbench.bench.training.rulesets import R1

_SHALLOW = {"n/2": 0.5, "n": 1, "2n": 2, "4n": 4, "8n": 8}
"""Units of the one hidden layer, in multiples of the number of bits."""
_TREES = {"tree": 1, "4 trees": 4}
"""Units of each layer, in multiples of those of a tree of exclusive ors."""
MATCHED = {"2n": "tree", "8n": "4 trees"}
"""Networks whose numbers of hidden units are within a third of each other."""


@dataclass(frozen=True)
class Learner:
    """A network by its name in `SHAPES`, and its activation."""

    bits: int
    shape: str
    arm: Arm

    @property
    def hidden(self) -> tuple[int, ...]:
        if self.shape in _SHALLOW:
            return (int(_SHALLOW[self.shape] * self.bits),)
        return tuple(_TREES[self.shape] * units for units in tree_layers(self.bits))

    @property
    def race(self) -> Race:
        task = f"parity{self.bits}"
        arm = replace(self.arm, name=f"{self.shape} {self.arm.name}")
        return Race(task, self.hidden, (arm,), R1)


def tree_layers(bits: int) -> tuple[int, ...]:
    """Two units for each pair, and for a value left over, until one value is left."""
    layers = []
    while bits > 1:
        bits = (bits + 1) // 2
        layers.append(2 * bits)
    return tuple(layers)


SHAPES = (*_SHALLOW, *_TREES)

_WIDE = ("8n", "4 trees")

_PLANS: Mapping[str, tuple[tuple[Arm, Iterable[int], tuple[str, ...]], ...]] = {
    "quick": ((RELU, (3,), _WIDE),),
    "standard": ((RELU, (3, 4), SHAPES), (TANH, (4,), SHAPES)),
    "full": ((RELU, range(2, 9), SHAPES), (RELU, (10,), _WIDE), (TANH, (3, 4, 6), SHAPES)),
}
"""Activation, bits and shapes of each profile; ten bits in narrow networks take minutes each."""


def learners(profile: str) -> tuple[Learner, ...]:
    """Who learns in a profile."""
    return tuple(
        Learner(bits, shape, arm)
        for arm, all_bits, shapes in _PLANS[profile]
        for bits in all_bits
        for shape in shapes
    )


@dataclass(frozen=True)
class Learned:
    """A learner and what it did."""

    learner: Learner
    finish: Finish

    @property
    def entrant(self) -> Entrant:
        (entrant,) = self.finish.entrants.values()
        return entrant

    @property
    def reached(self) -> int:
        """How many of the reported runs arrived."""
        return self.entrant.reached(headline(self.finish))

    def row(self) -> Mapping[str, str | float]:
        """For the figure and the reader: the share that arrived, and the iterations it took."""
        share = wilson(self.reached, len(self.entrant.outcomes))
        return {
            "bits": str(self.learner.bits),
            "shape": self.learner.shape,
            "activation": self.learner.arm.name,
            "hidden_units": sum(self.learner.hidden),
            "share": share.point,
            "low": share.low,
            "high": share.high,
            "median_iterations": float(np.median(self.entrant.times(headline(self.finish)))),
        }


def learned(evidence: Evidence) -> dict[Learner, Learned]:
    """The learners whose races were run."""
    return {
        learner: Learned(learner, evidence.finishes[learner.race])
        for learner in learners("full")
        if learner.race in evidence.finishes
    }


def comparisons(found: Mapping[Learner, Learned]) -> Iterator[ArmPair]:
    """One hidden layer, said to be slower, and the tree's shape of about as many units.

    With two bits a tree has one layer, too, so that nothing is compared.
    """
    for learner, shallow in found.items():
        deep = found.get(Learner(learner.bits, MATCHED.get(learner.shape, ""), learner.arm))
        if deep is not None and learner.bits > 2:
            units = f"{learner.shape} against {deep.learner.shape}"
            factors = {"bits": str(learner.bits), "units": units, "activation": learner.arm.name}
            names = shallow.entrant.arm.name, deep.entrant.arm.name
            yield ArmPair(_together(shallow, deep), *names, factors)


def _together(one: Learned, other: Learned) -> Finish:
    """Two races of one task and budget as one, because each had a network of its own."""
    entrants = {each.entrant.arm.name: each.entrant for each in (one, other)}
    return Finish(one.learner.race, entrants, ())
