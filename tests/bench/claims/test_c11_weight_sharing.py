"""C11's judge says what its errors say, whichever way they went."""

from collections.abc import Mapping

import numpy as np
import pytest

from propbench.bench.claims.c11_weight_sharing import CLAIM
from propbench.bench.claims.c11_weight_sharing.settings import (
    ALIGNED,
    CENTRED,
    FEW,
    LATE,
    MANY,
    MOVED,
    MULTIPLY_ADDS,
    PARAMETERS,
    SETTINGS,
    SHUFFLED,
)
from propbench.bench.claims.c11_weight_sharing.tuning import REPORTING
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.runs.running import observed
from propbench.bench.results import Observation

AHEAD_WHERE_IT_MOVES = {CENTRED: 1.0, MOVED: 2.0, ALIGNED: 0.5, LATE: 4.0}
"""Errors of dense networks over those of the one that shares its weights."""


def errors(rivals: Mapping[str, float], shuffled: float = 1.5) -> tuple[Observation, ...]:
    """A tenth for whoever shares weights, and so many times as much for the others."""
    draws = np.random.default_rng(0)
    return tuple(
        Observation(
            claim="C11",
            quantity="error",
            factors={"data": data, "learner": learner, "n": n, "seed": seed},
            value=0.1 * factor * float(np.exp(draws.normal(0, 0.1))),
        )
        for data, setting in SETTINGS.items()
        for learner in setting.learners
        for factor in [
            rivals[data]
            if learner in (PARAMETERS, MULTIPLY_ADDS)
            else shuffled
            if data in SHUFFLED.values()
            else 1.0
        ]
        for n in (FEW, MANY)
        for seed in REPORTING
    )


def judged(observations: tuple[Observation, ...]) -> dict[str, Question]:
    return {part.id: part for part in CLAIM.judge(Evidence({}, observations))}


def test_who_is_ahead_only_where_something_moves_is_right_when_it_does() -> None:
    parts = judged(errors(AHEAD_WHERE_IT_MOVES))
    assert {name: part.word for name, part in parts.items()} == {
        "images": "about the same",
        "moved": "true",
        "shuffled": "true",
        "sequences": "false",
        "late": "true",
    }
    assert CLAIM.formula(parts) == "true when"
    assert all(len(part.estimates) == 4 for part in parts.values())


def test_who_is_ahead_everywhere_is_right() -> None:
    assert CLAIM.formula(judged(errors(dict.fromkeys(AHEAD_WHERE_IT_MOVES, 2.0)))) == "true"


def test_who_is_ahead_in_images_alone_is_wrong_of_both() -> None:
    parts = judged(errors({**AHEAD_WHERE_IT_MOVES, LATE: 1.0}))
    assert CLAIM.formula(parts) in ("false", "about the same")


def test_who_does_not_need_neighbours_is_ahead_for_another_reason() -> None:
    parts = judged(errors(AHEAD_WHERE_IT_MOVES, shuffled=1.0))
    assert parts["shuffled"].word == "about the same"
    assert CLAIM.formula(parts) == "true, but not for that reason"


def test_learners_who_were_not_all_measured_are_not_compared() -> None:
    alone = [
        seen for seen in errors(AHEAD_WHERE_IT_MOVES) if seen.factors["learner"] != MULTIPLY_ADDS
    ]
    parts = judged(tuple(alone))
    assert len(parts["images"].estimates) == 2
    assert len(parts["shuffled"].estimates) == 4


def test_mean_errors_are_kept_for_the_figure() -> None:
    rows = judged(errors(AHEAD_WHERE_IT_MOVES))["late"].series
    assert {row["learner"] for row in rows} == set(SETTINGS[LATE].learners)
    assert all(row["data"] == LATE for row in rows)
    assert rows[0]["value"] == pytest.approx(0.1, rel=0.1)


@pytest.mark.parametrize("profile", ["quick", "standard"])
def test_smaller_profiles_train_nothing(profile: str) -> None:
    assert observed(CLAIM, CLAIM.measure(profile)) == []


def test_every_number_of_a_full_run_is_of_a_reporting_seed_or_of_tuning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = "propbench.bench.claims.c11_weight_sharing"
    experiments = f"{folder}.experiments"
    monkeypatch.setattr(f"{experiments}.SETTINGS", {ALIGNED: SETTINGS[ALIGNED]})
    monkeypatch.setattr(f"{experiments}.REPORTING", REPORTING[:2])
    monkeypatch.setattr(f"{folder}.training.UPDATES", 2)
    first = list(CLAIM.measure("full"))
    assert first == list(CLAIM.measure("full"))
    seeds = {seen.factors["seed"] for seen in first if seen.quantity == "error"}
    assert seeds == set(REPORTING[:2])
    assert {seen.quantity for seen in first} == {
        "error",
        "tuning_error",
        "rate",
        "error_on_learnt",
    }
