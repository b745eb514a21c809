"""A dense network of somebody's own: sizes from features to outputs, such as 200,300,5."""

from itertools import pairwise

from propbench.bench.activations import ACTIVATIONS as KNOWN
from propbench.bench.exits import UsageError
from propbench.bench.own_network.checked import beginning, parts, whole
from propbench.bench.own_network.kinds import Shape
from propbench.bench.own_network.naming import named, spec_of
from propbench.impls.contract import OUTPUTS

OPTION = "sizes"
ACTIVATIONS = tuple(KNOWN)
BARE = "its bare matrix products"
SOFTMAX = "softmax_cross_entropy"


def name_of(given: object, output: str, classes: object) -> str:
    sizes = parts(given)
    if len(sizes) < 2:
        raise UsageError(
            f"sizes: got {given!r}, expected two or more whole numbers from features to outputs, "
            "such as 200,300,5"
        )
    if classes is not None:
        raise UsageError(f"classes: got {classes}, but the last of the sizes says how many")
    numbers = [whole("sizes", size) for size in sizes]
    return named(numbers, _output(output, numbers[-1]))


def shape(name: str) -> Shape | None:
    spec = spec_of(name)
    if spec is None:
        return None
    products = [n_in * n_out for n_in, n_out in pairwise(spec.sizes)]
    n_in, *units = spec.sizes
    return Shape(
        words="-".join(map(str, spec.sizes)),
        facts={"sizes": list(spec.sizes)},
        output=spec.output,
        inputs=n_in,
        units=sum(units),
        weights=sum(products),
        largest=max(products),
    )


def _output(given: str, n_out: int) -> str:
    """An output by its name or by how that begins; without one, as the number of outputs asks."""
    usual = SOFTMAX if n_out > 1 else OUTPUTS[0]
    output = beginning(given, OUTPUTS) if given else usual
    if output == SOFTMAX and n_out == 1:
        raise UsageError("output: got softmax of one output, which is always 1; expected sigmoid")
    return output
