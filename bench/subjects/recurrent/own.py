"""A recurrent network of somebody's own: steps x inputs, hidden units, a cell: 8x8,64,lstm.

Its name in files is 8x8:lstm64:10, with the classes at the end.
"""

import re

from propbench.bench.exits import UsageError
from propbench.bench.own_network.checked import beginning, known, parts, whole
from propbench.bench.own_network.kinds import Shape
from propbench.impls.contract import ContractError, Recurrent
from propbench.impls.contract.recurrent import GATES

OPTION = "recurrent"
ACTIVATIONS = (Recurrent.activation,)
BARE = "its bare matrix products"
CLASSES = 10
EXPECTED = "steps x inputs of a step, hidden units, and tanh or lstm, such as 8x8,64,lstm"

_CELLS = "|".join(GATES)
_NAME = re.compile(rf"([1-9][0-9]*)x([1-9][0-9]*):({_CELLS})([1-9][0-9]*):([1-9][0-9]*)")


def name_of(given: object, output: str, classes: object) -> str:
    if output:
        beginning(output, [Recurrent.output])
    sequence, *rest = parts(given)
    sides = sequence.split("x") if isinstance(sequence, str) else parts(sequence)
    if len(sides) != 2 or len(rest) not in (1, 2):
        raise UsageError(f"recurrent: got {given!r}, expected {EXPECTED}")
    hidden, cell = (*rest, Recurrent.cell)[:2]
    network = Recurrent(
        steps=whole("recurrent", sides[0]),
        n_inputs=whole("recurrent", sides[1]),
        n_hidden=whole("recurrent", hidden),
        cell=known("recurrent", str(cell), GATES),
        n_outputs=whole("classes", CLASSES if classes is None else classes),
    )
    try:
        network.check()
    except ContractError as error:
        raise UsageError(f"recurrent: {error}") from error
    steps, n_in, n_out = network.steps, network.n_inputs, network.n_outputs
    return f"{steps}x{n_in}:{network.cell}{network.n_hidden}:{n_out}"


def network_named(name: str) -> Recurrent | None:
    """The network that a name describes; None where it describes none."""
    described = _NAME.fullmatch(name)
    if described is None:
        return None
    steps, n_in, cell, n_hidden, n_out = described.groups()
    return Recurrent(int(steps), int(n_in), int(n_hidden), cell, int(n_out))


def shape(name: str) -> Shape | None:
    network = network_named(name)
    if network is None:
        return None
    n, gates = network.n_hidden, GATES[network.cell]
    step, last = gates * n * (network.n_inputs + n), n * network.n_outputs
    return Shape(
        words=(
            f"sequences {network.steps}x{network.n_inputs}, {n} {network.cell} units, "
            f"{network.n_outputs} classes"
        ),
        facts={
            "steps": network.steps,
            "inputs": network.n_inputs,
            "hidden": n,
            "cell": network.cell,
            "classes": network.n_outputs,
        },
        output=network.output,
        inputs=network.steps * network.n_inputs,
        units=network.steps * (gates + 1) * n + network.n_outputs,
        weights=step + last,
        largest=max(step, last),
    )
