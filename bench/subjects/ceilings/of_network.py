"""The shapes of a network's products, by its name."""

from propbench.bench.cases import Case
from propbench.bench.grid import spec_named
from propbench.bench.subjects import recurrent
from propbench.bench.subjects.ceilings import dense_products, recurrent_products
from propbench.bench.subjects.ceilings.shapes import Shapes


def shapes_of(case: Case) -> Shapes:
    """Of a case of a dense or recurrent network, or of a ceiling over one.

    Raises LookupError with the known dense networks.
    """
    network = recurrent.KIND.find(case.network)
    if network is not None:
        return recurrent_products.shapes(network)
    return dense_products.shapes(spec_named(case.network).sizes)
