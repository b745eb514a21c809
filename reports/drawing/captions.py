"""What is said below a figure: how it is read, and of marks only of those that it has."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from propbench.reports.drawing.marks import Choice, is_kind


@dataclass(frozen=True)
class Where:
    """Words that hold where a row of the figure's table, or the whole of it, is so."""

    holds: Choice | Callable[[pd.DataFrame], bool]
    words: str

    def of(self, table: pd.DataFrame) -> str:
        """The words, or none."""
        found = self.holds(table)
        return self.words if (found if isinstance(found, bool) else bool(found.any())) else ""


ESTIMATED = Where(is_kind("estimated"), "Hollow marks on dotted lines are estimated.")
"""Of the marks that `timed` makes."""

Reading = str | tuple[str | Where, ...]
"""Sentences that always hold, and those that do where the figure has what they name."""


def caption(reading: Reading, table: pd.DataFrame) -> str:
    """The sentences that hold of this table."""
    parts = (reading,) if isinstance(reading, str) else reading
    said = (part.of(table) if isinstance(part, Where) else part for part in parts)
    return " ".join(filter(None, said))
