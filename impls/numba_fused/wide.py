"""Asks LLVM for the widest registers in the loops of one function.

LLVM takes registers of 32 bytes for its loops on processors whose clock used to slow down with
those of 64. A tanh or sigmoid of float64 takes 0.6 of the time with 64, one of float32 0.8, in
loops on numbers in the first-level cache; a step of tanh recurrence 0.92 to 0.96, one of LSTM 0.85
to 0.9, from m = 1 000 on (CPU time, in turns). Not tried: dense networks.

llvmlite knows no such attribute of a function and refuses it, so it is put past that check. A
function that is inlined has the registers of the one it is inlined into, so both ask.
"""

from typing import Any

from numba import types
from numba.extending import intrinsic

from .registers import BYTES


@intrinsic
def _wide(_typing: Any) -> Any:
    def build(context: Any, builder: Any, _signature: Any, _arguments: Any) -> Any:
        set.add(builder.function.attributes, f'"prefer-vector-width"="{8 * BYTES}"')
        return context.get_dummy_value()

    return types.void(), build


wide: Any = _wide
