"""Seconds that no clock can have counted: they would overflow in ratios and sums."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from propbench.bench.results import ResultError, Run

SHORTEST_S, LONGEST_S = 1e-12, 1e9
"""A picosecond, and thirty years."""


def require_plausible(run: Run) -> None:
    """Raises ResultError naming the record and field whose seconds cannot be."""
    for name in ("checks", "timings", "costs", "allocation"):
        for record in getattr(run, name):
            for field, value in _seconds(record):
                # What was not measured is None, and what is nothing may be 0.
                if value and not SHORTEST_S <= abs(value) <= LONGEST_S:
                    raise ResultError(
                        f"{name}: {getattr(record, 'id', name)}: {field} is {value:g}, expected "
                        f"seconds between {SHORTEST_S:g} and {LONGEST_S:g}"
                    )


def _seconds(record: BaseModel) -> Iterator[tuple[str, float | None]]:
    for field, value in record:
        if field.endswith("_s"):
            values: Iterable[float | None] = value if isinstance(value, list) else [value]
            yield from ((field, one) for one in values)
