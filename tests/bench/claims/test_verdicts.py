"""From intervals to findings to a verdict."""

import math
from collections.abc import Sequence

import pytest

from propbench.bench.claims.referee.purity import purity_gain
from propbench.bench.claims.referee.verdicts import (
    ArmComparison,
    Finding,
    Verdict,
    VerdictWord,
    after_holm,
    finding,
    p_value,
    verdict,
)
from propbench.bench.statistics import Interval, PValues

SIGNS: dict[str, Finding] = {
    "+": "supports",
    "-": "contradicts",
    "=": "equivalent",
    "?": "inconclusive",
}


def cells(signs: str, **levels: str) -> list[ArmComparison]:
    """One cell for each sign; `levels` give, for each factor, one letter for each sign."""
    return [
        ArmComparison({factor: level[k] for factor, level in levels.items()}, SIGNS[sign])
        for k, sign in enumerate(signs)
    ]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (1.26, 9.00, "supports"),
        (1.25, 9.00, "inconclusive"),
        (0.10, 0.79, "contradicts"),
        (0.10, 0.80, "inconclusive"),
        (0.80, 1.25, "equivalent"),
        (0.79, 1.25, "inconclusive"),
        (0.80, 1.26, "inconclusive"),
        (1.10, 1.20, "equivalent"),
    ],
)
def test_a_finding_needs_the_whole_interval_on_one_side(
    low: float, high: float, expected: Finding
) -> None:
    assert finding(Interval(math.sqrt(low * high), low, high, 20, "confidence")) == expected


def test_a_range_of_few_seeds_concludes_nothing() -> None:
    assert finding(Interval(3, 2, 4, 4, "range")) == "inconclusive"


def test_the_margins_can_be_registered_otherwise() -> None:
    assert finding(Interval(1.2, 1.15, 1.3, 20, "confidence"), margins=(0.9, 1.1)) == "supports"


@pytest.mark.parametrize(
    ("arrived", "expected"), [(0.0, "inconclusive"), (0.45, "inconclusive"), (0.5, "equivalent")]
)
def test_arms_that_seldom_arrive_are_not_called_equivalent(
    arrived: float, expected: Finding
) -> None:
    assert finding(Interval(1, 1, 1, 20, "confidence"), arrived) == expected
    assert finding(Interval(2, 2, 2, 20, "confidence"), arrived) == "supports"


@pytest.mark.parametrize(
    ("found", "expected"),
    [("supports", 0.02), ("contradicts", 0.04), ("equivalent", 0.06), ("inconclusive", 1.0)],
)
def test_a_cell_has_twice_the_one_sided_p_of_its_finding(found: Finding, expected: float) -> None:
    assert p_value(found, PValues(above=0.01, below=0.02, within=0.03)) == expected
    assert p_value(found, PValues(1, 1, 1)) == 1


def test_holm_holds_back_what_is_conclusive_only_by_itself() -> None:
    found: list[Finding] = ["supports", "equivalent", "contradicts", "inconclusive"]
    assert after_holm(found, [0.04, 0.0, 0.01, 1.0]) == (
        "inconclusive",
        "equivalent",
        "contradicts",
        "inconclusive",
    )
    assert after_holm(found[:1], [0.04]) == ("supports",)
    assert after_holm(found[:1], [0.04], level=0.01) == ("inconclusive",)


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ("+++++", "supported"),
        ("++++?", "supported"),
        ("++++=", "supported"),
        ("++++-", "depends"),
        ("+++??", "inconclusive"),
        ("+++?=", "depends"),
        ("==--=", "not supported"),
        ("----+", "not supported"),
        ("====?", "not supported"),
        ("===??", "inconclusive"),
        ("?????", "inconclusive"),
        ("+", "supported"),
        ("++++++++??", "supported"),
    ],
)
def test_the_share_of_findings_gives_the_verdict(signs: str, expected: VerdictWord) -> None:
    assert verdict(cells(signs, task="abcdefghij")).word == expected


def test_a_claim_of_almost_always_can_register_a_larger_share() -> None:
    assert verdict(cells("++++++++=?", task="abcdefghij"), share=0.9).word == "depends"
    assert verdict(cells("+++++++++?", task="abcdefghij"), share=0.9).word == "supported"


def test_a_verdict_that_depends_names_the_factor_and_its_levels() -> None:
    found = verdict(cells("==?++++-++", depth="1112244444", task="abcabcabca"))
    assert found == Verdict("depends", "depth", ("2",), ())
    clear = verdict(cells("===++++", depth="1112244", task="abcabca"))
    assert clear == Verdict("depends", "depth", ("2", "4"), ("1",))


def test_a_factor_that_tells_nothing_apart_is_not_named() -> None:
    assert verdict(cells("+=+=", depth="1122", task="aaaa")) == Verdict("depends")
    assert verdict(cells("+=", task="ab")) == Verdict("depends")


def test_many_levels_gain_nothing_by_chance() -> None:
    """Every level of `target` is pure, because it has one cell."""
    found = verdict(cells("+++=+===", target="abcdefgh", depth="11112222"))
    assert found.factor == "depth"


@pytest.mark.parametrize(
    ("levels", "sides", "gain"),
    [
        ("aabb", (True, True, False, False), 2 / 3),
        ("abab", (True, True, False, False), 2 / 3 - 1),
        ("abcd", (True, True, False, False), 0),
        ("aaaa", (True, True, False, False), 0),
        ("aab", (True, True, False), 2 / 3 - (0 + 2 / 3) / 3),
    ],
)
def test_the_gain_is_the_fall_in_disagreement(
    levels: str, sides: Sequence[bool], gain: float
) -> None:
    assert purity_gain(levels, sides) == pytest.approx(gain)


def test_no_cells_and_cells_of_different_kinds_are_refused() -> None:
    with pytest.raises(ValueError, match="got none"):
        verdict([])
    with pytest.raises(ValueError, match="same factors"):
        verdict([*cells("+", depth="1"), *cells("+", task="a")])


def _with_silent(signs: str, silent: int) -> list[ArmComparison]:
    return [
        *cells(signs),
        *(ArmComparison({}, "inconclusive", no_arrivals=True) for _ in range(silent)),
    ]


@pytest.mark.parametrize(
    ("signs", "silent", "word"),
    [
        ("++++++++??", 0, "supported"),
        ("++++++++??", 10, "supported"),
        ("========??", 10, "not supported"),
        ("+++++++???", 10, "inconclusive"),
        ("++++++++??", 11, "inconclusive"),
        ("+-", 10, "depends"),
        ("", 3, "inconclusive"),
    ],
)
def test_comparisons_that_nobody_finished_count_neither_for_a_claim_nor_against_it(
    signs: str, silent: int, word: VerdictWord
) -> None:
    assert verdict(_with_silent(signs, silent)).word == word
