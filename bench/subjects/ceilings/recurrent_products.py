"""The products of a recurrent network, in the layout that needs the fewest.

Forward, every step is one product of w0 with [x; h], here `below` (steps, n_inputs + n_hidden, n).
Backward, every step but the first takes dz back to the state before it, by the columns of w0 that
meet h; dw0 of all steps is one product, for which dz and `below` lie as if their steps were side by
side. Only the last dh stays. Training steps share `below`, though the inputs in it are new in every
block: a bound may not be too high.
"""

from propbench.bench.subjects.ceilings.shapes import Layer, Parts, Product, Shapes
from propbench.impls.contract import Array, Recurrent
from propbench.impls.contract.recurrent import GATES


def shapes(network: Recurrent) -> Shapes:
    steps, n, n_out = network.steps, network.n_hidden, network.n_outputs
    rows, taken = GATES[network.cell] * n, network.n_inputs + n
    return Shapes(
        layers=(Layer(rows, taken, steps), Layer(n_out, n)),
        parts={
            "below": ((steps, taken),),
            "z": ((steps, rows),),
            "dz": ((steps, rows),),
            "h": ((n,),),
            "dh": ((n,),),
            "z_out": ((n_out,),),
            "dz_out": ((n_out,),),
        },
        kept={"forward": ("z", "h", "z_out"), "backward": ("below", "h")},
        forward=_forward,
        backward=_backward,
        others=((rows, n),),
    )


def _forward(w: list[Array], parts: Parts) -> list[Product]:
    (below,), (z,), (h,), (z_out,) = (parts[word] for word in ("below", "z", "h", "z_out"))
    steps = [(f"z[{t}]", w[0], below[t], z[t]) for t in range(len(z))]
    return [*steps, ("z_out", w[1], h, z_out)]


def _backward(w: list[Array], dw: list[Array], parts: Parts) -> list[Product]:
    (below,), (dz,), (dh,) = (parts[word] for word in ("below", "dz", "dh"))
    (h,), (dz_out,) = parts["h"], parts["dz_out"]
    return [
        ("dw[1]", dz_out, h.T, dw[1]),
        ("dh", w[1].T, dz_out, dh),
        *(("dh", w[2].T, dz[t], dh) for t in range(len(dz) - 1, 0, -1)),
        ("dw[0]", _side_by_side(dz), _side_by_side(below).T, dw[0]),
    ]


def _side_by_side(array: Array) -> Array:
    """(steps, rows, n) as (rows, steps n): numbers in other places, in the same memory."""
    return array.reshape(array.shape[1], -1)
