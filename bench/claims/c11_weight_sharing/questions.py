"""C11: who makes fewer errors where nothing moves, and who where something does."""

from collections.abc import Iterator, Mapping

import numpy as np

from propbench.bench.claims.c11_weight_sharing.settings import (
    ALIGNED,
    CENTRED,
    CONVOLUTIONAL,
    FEW,
    LATE,
    MANY,
    MOVED,
    MULTIPLY_ADDS,
    PARAMETERS,
    RECURRENT,
    SHUFFLED,
)
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison, compared
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question, Series
from propbench.bench.claims.referee.words import Word, all_of, because, where_it_is
from propbench.bench.claims.shared.observed import by_seed
from propbench.bench.numbers import count
from propbench.bench.statistics.intervals import Values

_NO_HORIZON = np.inf


def judge(evidence: Evidence) -> tuple[Question, ...]:
    return (
        _against_dense(
            evidence,
            ("images", "Does convolution make fewer errors on digits as they come?"),
            (CENTRED, CONVOLUTIONAL),
        ),
        _against_dense(
            evidence,
            ("moved", "Does it make fewer where digits lie anywhere in the image?"),
            (MOVED, CONVOLUTIONAL),
        ),
        answered(
            ("shuffled", "Does it make more where the pixels of all images are shuffled?"),
            _shuffled(evidence),
            group=_at,
            task="data",
            series=tuple(row for data in SHUFFLED.values() for row in _means(evidence, data)),
        ),
        _against_dense(
            evidence,
            ("sequences", "Does recurrence make fewer errors on rows from the start?"),
            (ALIGNED, RECURRENT),
        ),
        _against_dense(
            evidence,
            ("late", "Does it make fewer where sequences begin at steps that were not learnt?"),
            (LATE, RECURRENT),
        ),
    )


def formula(questions: Mapping[str, Question]) -> Word:
    """Of images and of sequences; each is true when it is on one of its two kinds of data."""
    words = {name: question.word for name, question in questions.items()}
    images = because(where_it_is((words["images"], words["moved"])), words["shuffled"])
    return all_of((images, where_it_is((words["sequences"], words["late"]))))


def _against_dense(evidence: Evidence, named: tuple[str, str], where: tuple[str, str]) -> Question:
    """Of a network that shares its weights, by what it learns."""
    data, sharing = where
    return answered(
        named,
        _rivals(evidence, data, sharing),
        group=_at,
        task="data",
        series=_means(evidence, data),
    )


def _rivals(evidence: Evidence, data: str, sharing: str) -> Iterator[ArmComparison]:
    for n in (FEW, MANY):
        own = _errors(evidence, data, sharing, n)
        for rival in (PARAMETERS, MULTIPLY_ADDS):
            others = _errors(evidence, data, rival, n)
            if own.size and others.size:
                factors = {"data": data, "at": place(rival, n)}
                yield compared(others, own, _NO_HORIZON, factors)


def _shuffled(evidence: Evidence) -> Iterator[ArmComparison]:
    for n in (FEW, MANY):
        for data, shuffled in SHUFFLED.items():
            orders = (_errors(evidence, each, CONVOLUTIONAL, n) for each in (shuffled, data))
            without, with_neighbours = orders
            if without.size and with_neighbours.size:
                factors = {"data": data, "at": place(data, n)}
                yield compared(without, with_neighbours, _NO_HORIZON, factors)


def _errors(evidence: Evidence, data: str, learner: str, n: int) -> Values:
    """In order of seeds, (n_seeds,)."""
    errors = by_seed(evidence, "error", data=data, learner=learner, n=n)
    return np.array([errors[seed] for seed in sorted(errors)])


def place(rival: str, n: int) -> str:
    """The name of an estimate: against whom, after how many examples."""
    return f"{rival}, {count(n)} examples"


def _at(comparison: ArmComparison) -> str:
    return comparison.factors["at"]


def _means(evidence: Evidence, data: str) -> Series:
    """Mean errors of all who learnt this."""
    learners = dict.fromkeys(
        (str(seen.factors["learner"]), int(seen.factors["n"]))
        for seen in evidence.values("error")
        if seen.factors["data"] == data
    )
    return tuple(
        {
            "quantity": "error",
            "data": data,
            "learner": learner,
            "n": float(n),
            "value": float(_errors(evidence, data, learner, n).mean()),
        }
        for learner, n in learners
    )
