"""What loops, NumPy and Numba really cost for forward and backward propagation, measured here."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from propbench.reports.own_network.answer import NetworkTimes

__version__ = "0.1.0"


def time(
    sizes: str | Sequence[int],
    m: int,
    activation: str = "relu",
    dtype: str = "float64",
    output: str = "",
    *,
    phase: str = "train_step",
    threads: int | str = 1,
    batch: int | None = None,
    impl: str | Sequence[str] = (),
    budget_s: float = 60.0,
    out: str | Path | None = None,
) -> "NetworkTimes":
    """How long every implementation takes for a network of your own, as `propbench time` asks.

    `sizes` go from features to outputs, such as [200, 300, 5], and `m` is the number of examples;
    with `batch`, a call takes so many of them. The result shows itself as a table; its `table` is
    a DataFrame, and `plot()` draws it. Raw results go below `out`. Raises
    `propbench.bench.exits.UsageError` on what cannot be asked.
    """
    # Imported here, so that the command's help and every worker need none of it.
    from propbench.reports.own_network import command

    return command.time(
        *(sizes, m, activation, dtype, output),
        phase=phase,
        threads=threads,
        batch=batch,
        impl=impl,
        budget_s=budget_s,
        out=out,
    )
