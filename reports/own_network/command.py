"""`propbench time`, and `propbench.time` from Python."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from propbench.bench import folders
from propbench.bench.exits import CASE_FAILED, DONE, UsageError
from propbench.bench.own_network.wanted import wanted
from propbench.reports.own_network.answer import NetworkTimes, answer

BUDGET_S = 60.0


def command(options: argparse.Namespace) -> int:
    """Print who is fastest at a network of one's own; 4 where somebody failed."""
    network = wanted(
        *(options.sizes, options.m, options.activation, options.dtype, options.output),
        *(options.phase, options.threads, options.batch, options.classes),
        conv=options.conv,
        recurrent=options.recurrent,
    )
    budget_s = options.budget or BUDGET_S
    words = ["propbench", *sys.argv[1:]]
    found = answer(network, options.impl or (), budget_s, options.out, words)
    forms = {"json": found.json, "markdown": found.markdown}
    print(forms.get(options.form, found.__str__)())
    return CASE_FAILED if (found.table["kind"] == "failed").any() else DONE


def time(
    sizes: str | Sequence[int] | None = None,
    m: int | None = None,
    activation: str = "",
    dtype: str = "float64",
    output: str = "",
    *,
    conv: str | Sequence[object] | None = None,
    recurrent: str | Sequence[object] | None = None,
    classes: int | None = None,
    phase: str = "train_step",
    threads: int | str = 1,
    batch: int | None = None,
    impl: str | Sequence[str] = (),
    budget_s: float = BUDGET_S,
    out: str | Path | None = None,
) -> NetworkTimes:
    """How long every implementation takes for a network of your own: `propbench.time`.

    One network: `sizes` of a dense one go from features to outputs, such as [200, 300, 5]; `conv`
    is an image and the filters of each 3 x 3 layer, such as [(1, 8, 8), 8, 16] or "1x8x8,8,16";
    `recurrent` is steps by inputs, hidden units and a cell, such as [(8, 8), 64, "lstm"] or
    "8x8,64,lstm". These two have so many `classes`, 10 where nothing is said. `m` is the number of
    examples; with `batch`, a call takes so many of them. What the result shows is a table; its
    `table` is a DataFrame, and `plot()` draws it. Raw results go below `out`, which is
    `propbench-out` where you stand. Raises `propbench.bench.exits.UsageError` on what cannot be
    asked.
    """
    network = wanted(
        *(sizes, m, activation, dtype, output, phase, threads, batch, classes),
        conv=conv,
        recurrent=recurrent,
    )
    if not 0 < budget_s < float("inf"):
        raise UsageError(f"budget_s: got {budget_s}, expected seconds, such as 60")
    named = [impl] if isinstance(impl, str) else impl
    return answer(network, named, budget_s, folders.default_out() if out is None else Path(out))
