"""C8 on the page: who goes on improving with more examples, and who is ahead."""

from collections.abc import Iterator

import pandas as pd

from propbench.reports.claims.questions import ClaimVerdict, question, series
from propbench.reports.claims.saying import in_words, told_of
from propbench.reports.claims.words import Words
from propbench.reports.drawing import PLAIN, SHARES, Axis, Facets, FigureSpec, Hue, Panels, lines
from propbench.reports.sentences.contests import ERRORS, Contest
from propbench.reports.sentences.lists import joined
from propbench.reports.sentences.short import Forms

_COLUMNS = ["data", "learner", "n", "error"]
_AHEAD = Contest("the best traditional learner", "the largest network", ERRORS, ("makes", "makes"))
_OLD = {"linear": "linear learners", "kernel": "a kernel machine"}


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """Who goes on improving, old learners and networks; who is ahead."""
    going = [who for name, who in _OLD.items() if question(claim, name).word == "false"]
    if going:
        verb = "go" if len(going) > 1 or going[0].endswith("s") else "goes"
        yield (f"{joined(going)} {verb} on improving with more examples, too",)
    yield in_words(
        question(claim, "networks"), {"true": "larger networks go on improving with more examples"}
    )
    yield told_of(claim, "ahead", _AHEAD)


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """Mean error of each learner at each size."""
    tables = [series(asked, "error", _COLUMNS, whole=("n",)) for asked in claim.questions]
    known = [table for table in tables if len(table)]
    return pd.concat(known, ignore_index=True) if known else pd.DataFrame(columns=_COLUMNS)


MORE_DATA = FigureSpec(
    title="Error on fresh examples, by the number of examples learnt from",
    data=data,
    facets=Facets(
        panels=Panels("data", columns=2),
        hue=Hue("learner"),
        x=Axis("n", PLAIN, "examples learnt from"),
        y=Axis("error", SHARES, "wrong"),
        marks=(lines(dashed=True),),
    ),
    reading=(
        "Both axes are logarithmic. A learner that has stopped improving runs level at the right; "
        "one that goes on improving still falls. The number after network_ is that of its hidden "
        "units."
    ),
)

WORDS = Words(
    sentences,
    topics={
        "linear": "linear learners stop",
        "kernel": "the kernel machine stops",
        "networks": "networks go on",
        "ahead": "networks are ahead",
        "seconds": "in equal seconds",
    },
    figure=MORE_DATA,
)
