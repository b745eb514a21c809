"""All forecasts, and which training runs were used."""

from collections.abc import Iterator

from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Words
from propbench.reports.sentences import protocol


def blocks(report: Report) -> Iterator[Block]:
    """How the claims were registered, how good the forecasts were, and on which runs it rests."""
    judged = report.frames.claims
    yield Words(
        "Each claim was registered with its rule and a forecast before its first run. "
        f"{protocol.forecasts(judged)}"
    )
    yield Words(
        "Iterations depend on the machine through rounding alone, so most training runs are "
        f"shipped with the code. {protocol.agreement(judged)}"
    )
    yield Words(protocol.CHANGED)


SECTION = Section(2, "Forecasts", "Forecasts, and the training runs behind them", blocks)
