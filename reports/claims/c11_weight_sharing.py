"""C11 on the page: what sharing weights buys, counted in parameters and in multiply-adds."""

from collections.abc import Iterator

import pandas as pd

from propbench.bench.claims.c11_weight_sharing.questions import place
from propbench.bench.claims.c11_weight_sharing.settings import (
    CONVOLUTIONAL,
    MANY,
    MULTIPLY_ADDS,
    PARAMETERS,
    RECURRENT,
    SHUFFLED,
)
from propbench.reports.claims.lesson import Lesson
from propbench.reports.claims.questions import ClaimVerdict, series
from propbench.reports.claims.saying import told_of
from propbench.reports.claims.words import Words
from propbench.reports.drawing import PLAIN, SHARES, Axis, Facets, FigureSpec, Hue, Panels, lines
from propbench.reports.sentences.contests import ERRORS, Contest
from propbench.reports.sentences.short import Forms

_CONVOLUTION = Contest("a dense network", "convolution", ERRORS, ("makes", "makes"))
_RECURRENCE = Contest("a dense network", "recurrence", ERRORS, ("makes", "makes"))
_EQUAL = {
    place(PARAMETERS, MANY): "at equal parameters",
    place(MULTIPLY_ADDS, MANY): "at equal multiply-adds",
}
_DEAREST = {place(MULTIPLY_ADDS, MANY): ""}
_WITHOUT = "shuffled"
_LEARNERS = {
    CONVOLUTIONAL: "convolutional",
    RECURRENT: "recurrent",
    PARAMETERS: "dense, as many parameters",
    MULTIPLY_ADDS: "dense, as many multiply-adds",
    _WITHOUT: "convolutional, pixels shuffled",
}
_COLUMNS = ["data", "learner", "n", "error"]


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """Where images move, where sequences do, and where nothing does."""
    yield told_of(claim, "moved", _CONVOLUTION, _EQUAL, "where digits lie anywhere, ")
    yield told_of(claim, "late", _RECURRENCE, _EQUAL, "where sequences begin at unseen steps, ")
    yield _where_nothing_moves(claim)


def _where_nothing_moves(claim: ClaimVerdict) -> Forms:
    """Both against a dense network of as many multiply-adds, in as few numbers each."""
    opening = "where nothing moves, at equal multiply-adds, "
    images = told_of(claim, "images", _CONVOLUTION, _DEAREST, opening)
    sequences = told_of(claim, "sequences", _RECURRENCE, _DEAREST)
    if not (images and sequences):
        return images
    n = min(len(images), len(sequences))
    return tuple(map("; ".join, zip(images[-n:], sequences[-n:], strict=True)))


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """Mean error of each learner after few examples and after many."""
    tables = [series(asked, "error", _COLUMNS, whole=("n",)) for asked in claim.questions]
    known = [table for table in tables if len(table)]
    return pd.concat(known, ignore_index=True) if known else pd.DataFrame(columns=_COLUMNS)


def _beside_their_fields(table: pd.DataFrame) -> pd.DataFrame:
    """Shuffled pixels as a learner of their own, in the panel of the images they come from."""
    fields = {shuffled: field for field, shuffled in SHUFFLED.items()}
    learner = table["learner"].where(~table["data"].isin(fields), _WITHOUT)
    return table.assign(data=table["data"].replace(fields), learner=learner)


SHARING = FigureSpec(
    title="Error on fresh examples, with shared weights and without",
    data=data,
    facets=Facets(
        tidy=_beside_their_fields,
        panels=Panels("data", columns=2),
        hue=Hue("learner", lambda _: list(_LEARNERS), _LEARNERS.__getitem__),
        x=Axis("n", PLAIN, "examples learnt from"),
        y=Axis("error", SHARES, "wrong, of fresh examples"),
        marks=(lines(dashed=True),),
    ),
    reading=(
        "Both axes are logarithmic. Every line is a network after as many updates. Shuffled "
        "pixels have lost their neighbours, which no dense network can notice. With as many "
        "parameters, the networks that share them take 9 to 28 times as many multiply-adds."
    ),
)

WORDS = Words(
    sentences,
    lesson=Lesson(
        1,
        "Supervised learning with neural networks",
        "2c38r/supervised-learning-with-neural-networks",
    ),
    rule=(
        "A dense network must make more errors on fresh examples than one that shares its "
        "weights. It has as many parameters, or as many multiply-adds. For images, "
        "convolution must also lose by shuffled pixels. Images and sequences are asked both "
        "where nothing moves and where something does."
    ),
    topics={
        "images": "centred digits",
        "moved": "digits that lie anywhere",
        "shuffled": "shuffled pixels hurt convolution",
        "sequences": "sequences from the first step",
        "late": "sequences from unseen steps",
    },
    asks=("images", "moved", "sequences", "late"),
    figure=SHARING,
)
