"""The products of dense layers: z = w a forward; dw = dz a' and da = w' dz backward."""

from itertools import pairwise

from propbench.bench.subjects.ceilings.shapes import Layer, Parts, Product, Shapes
from propbench.impls.contract import Array


def shapes(sizes: tuple[int, ...]) -> Shapes:
    """Of layers with so many units, features first."""
    hidden, units = tuple((n,) for n in sizes[1:-1]), tuple((n,) for n in sizes[1:])
    return Shapes(
        layers=tuple(Layer(n_out, n_in) for n_in, n_out in pairwise(sizes)),
        parts={"x": ((sizes[0],),), "a": hidden, "dz": units, "z": units, "da": hidden},
        kept={"forward": ("x", "z"), "backward": ("x", "a"), "train_step": ("x",)},
        forward=_forward,
        backward=_backward,
    )


def _forward(w: list[Array], parts: Parts) -> list[Product]:
    a = [*parts["x"], *parts["a"]]
    return [(f"z[{i}]", w[i], a[i], parts["z"][i]) for i in range(len(w))]


def _backward(w: list[Array], dw: list[Array], parts: Parts) -> list[Product]:
    a, dz, products = [*parts["x"], *parts["a"]], parts["dz"], list[Product]()
    for i in reversed(range(len(w))):
        products.append((f"dw[{i}]", dz[i], a[i].T, dw[i]))
        if i > 0:
            products.append((f"da[{i}]", w[i].T, dz[i], parts["da"][i - 1]))
    return products
