"""What a claim's file may say and draw beyond its questions."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from propbench.reports.claims.forest import FOREST
from propbench.reports.claims.questions import ClaimVerdict
from propbench.reports.drawing.spec import FigureSpec


def _nothing(_: ClaimVerdict) -> Iterator[str]:
    return iter(())


@dataclass(frozen=True)
class Words:
    """`opening` gives the sentences of the answer in short, for a claim that is answered at length.

    `answer` is the figure that answers it best. `further` are figures of how its arms got there,
    drawn below the questions with their sentences, by the names that their anchors end in.
    """

    opening: Callable[[ClaimVerdict], Iterator[str]] = _nothing
    answer: FigureSpec[ClaimVerdict] = FOREST
    further: Mapping[str, FigureSpec[ClaimVerdict]] = field(default_factory=dict)
