"""Forward, backward, update and training step of recurrent networks."""

from collections.abc import Mapping

import numpy as np

from propbench.bench import ceilings as machine
from propbench.bench.cases import Case
from propbench.bench.grid import NETWORK_PHASES
from propbench.bench.oracle import Reference, recurrence_reference
from propbench.bench.other_kinds import SEQUENCE_NETWORKS
from propbench.bench.problems import QUIET, Problem
from propbench.bench.subjects._network import Kind
from propbench.bench.subjects.recurrent.own import network_named
from propbench.impls.contract import Array, Recurrent
from propbench.impls.contract.recurrent import GATES

PHASES = NETWORK_PHASES
COMPILE_S = 10.0
"""Of contenders with loops of their own: from 3 of plain loops to 16 of fused ones."""
SATURATED = 0.99
"""|h| above which a unit passes hardly any gradient on."""
STILL = 1e-3
"""|h| below which a unit says nothing."""


def multiply_adds(case: Case) -> float:
    """The first step passes nothing on to the states before it, and none passes to its inputs."""
    network = KIND.known(case.network)
    n, rows = network.n_hidden, GATES[network.cell] * network.n_hidden
    last = network.n_outputs * n
    forward = network.steps * rows * (network.n_inputs + n) + last
    return KIND.multiply_adds(case, forward, forward + (network.steps - 1) * rows * n + last)


def elements(case: Case) -> float:
    """z of every gate and, where there is a second state, its tanh."""
    network = KIND.network_of(case)
    gates = GATES[network.cell]
    activated = gates + (1 if gates > 1 else 0)
    return KIND.elements(case, network.steps * activated * network.n_hidden)


def ceilings(case: Case) -> list[Case]:
    return machine.step_products(case)


def _idle(_: Problem[Recurrent], right: Reference) -> str:
    """Saturated units pass no gradient on, and dead ones have h = 0 in all steps and examples."""
    h = np.array(right.forward[1][:-1])
    saturated = float(np.mean(np.abs(h) > SATURATED))
    if not saturated <= 0.2:
        return f"{saturated:.0%} of the hidden units are saturated"
    still = np.flatnonzero(np.abs(h).max(axis=(0, 2)) < STILL)
    return f"hidden unit {still[0]} is never active" if still.size else ""


def _balance(_: Recurrent, drawn: Mapping[str, Array]) -> None:
    """Small last weights, so that the outputs are not saturated however many units there are."""
    last = drawn["w1"]
    last *= QUIET


KIND = Kind(
    file="recurrent",
    adjective="recurrent",
    networks=SEQUENCE_NETWORKS,
    rule="glorot",
    reference=recurrence_reference,
    idle=_idle,
    described=network_named,
    balance=_balance,
)
supported, make_call, answer = KIND.supported, KIND.make_call, KIND.answer
inputs, problem = KIND.inputs, KIND.problem
