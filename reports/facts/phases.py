"""Where the time of a training step goes: each phase, timed alone, over the whole step."""

from itertools import product

import pandas as pd

from propbench.bench.grid import NETWORK_PHASES
from propbench.reports.facts.cells import HEADLINE, headline_cells
from propbench.reports.frame import Frames
from propbench.reports.frame.cells import records

COLUMNS = ["phase", "implementation", "of_step", "of_step_low", "of_step_high"]


def shares(frames: Frames) -> pd.DataFrame:
    """COLUMNS: a row an implementation and phase; shares of the
    headline's training step with their limits, paired by process. They need not add up to 1: what
    is timed alone finds other data in the cache."""
    cells = headline_cells(frames, phase=None)
    measured = records(cells[cells["kind"] == "measured"])
    ids = {(row["phase"], row["implementation"]): case for case, row in measured.items()}
    whole = str(HEADLINE["phase"])
    rows = []
    for name, phase in product(frames.implementations, NETWORK_PHASES):
        part, step = ids.get((phase, name)), ids.get((whole, name))
        share = frames.ratio(part, step) if part and step and phase != whole else None
        if share:
            rows.append((phase, name, share.point, share.low, share.high))
    return pd.DataFrame(rows, columns=COLUMNS)
