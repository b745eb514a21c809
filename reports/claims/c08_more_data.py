"""C8 on the page: who goes on improving with more examples, and who is ahead."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from propbench.reports.claims.questions import ClaimVerdict, series
from propbench.reports.claims.saying import told_of
from propbench.reports.claims.words import Words
from propbench.reports.drawing import PLAIN, SHARES, Axis, Facets, FigureSpec, Hue, Panels, lines
from propbench.reports.sentences.contests import ERRORS, Contest
from propbench.reports.sentences.short import Forms

_COLUMNS = ["data", "learner", "n", "error"]
_AHEAD = Contest("the best traditional learner", "the largest network", ERRORS, ("makes", "makes"))
_OLD = Contest(
    "with a tenth of the examples a traditional learner",
    "with all of them",
    ERRORS,
    ("makes", "makes"),
)
_NETWORK = replace(_OLD, slow="with a tenth of the examples the largest network")
_LEARNERS = {"logistic": "for logistic regression", "rbf_svm": "for the kernel machine"}


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """What more examples are worth to old learners and to networks; who is ahead."""
    yield told_of(claim, "traditional", _OLD, _LEARNERS)
    yield told_of(claim, "networks", _NETWORK, {"network_256": ""})
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
        "traditional": "traditional learners stop",
        "networks": "networks go on",
        "ahead": "networks are ahead",
        "seconds": "ahead in equal seconds",
        "control": "linear learners where a plane parts the classes",
    },
    asks=("traditional", "networks"),
    figure=MORE_DATA,
)
