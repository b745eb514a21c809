"""The words and shapes that every implementation shares.

`words` holds what all kinds of networks have in common, `functions` what the files of single
functions offer. Every other file here is a kind of network, and its name is that of the file that
an implementation has for it: it holds a frozen class, which knows all shapes of a network, and
`MANDATORY`, the functions that such a file must have.
"""

from propbench.impls.contract.conv import Convolutional
from propbench.impls.contract.dense import Dense, Network, Trains
from propbench.impls.contract.functions import Activations, Layout, Primitives, Waits
from propbench.impls.contract.recurrent import Recurrent
from propbench.impls.contract.words import (
    ACTIVATIONS,
    DEVICES,
    DIVISIONS,
    DTYPES,
    FAMILIES,
    LEAGUES,
    OUTPUTS,
    PHASES,
    PRIMITIVES,
    TAIL_SAFE,
    VERSION,
    ActivationPair,
    Array,
    ContractError,
    Shape,
    State,
    UnsupportedError,
    check_name,
    layers,
    named,
)

__all__ = [
    "ACTIVATIONS",
    "DEVICES",
    "DIVISIONS",
    "DTYPES",
    "FAMILIES",
    "LEAGUES",
    "OUTPUTS",
    "PHASES",
    "PRIMITIVES",
    "TAIL_SAFE",
    "VERSION",
    "ActivationPair",
    "Activations",
    "Array",
    "ContractError",
    "Convolutional",
    "Dense",
    "Layout",
    "Network",
    "Primitives",
    "Recurrent",
    "Shape",
    "State",
    "Trains",
    "UnsupportedError",
    "Waits",
    "check_name",
    "layers",
    "named",
]
