"""Numbers as a person reads them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from propbench.bench import numbers

THIN = numbers.NARROW
X = numbers.TIMES


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1e-9, f"1.00{THIN}ns"),
        (4.2e-10, f"0.420{THIN}ns"),
        (9.996e-7, f"1.00{THIN}µs"),
        (0.0132, f"13.2{THIN}ms"),
        (0.9999, f"1.00{THIN}s"),
        (59.99, f"1.00{THIN}min"),
        (3600.0, f"1.00{THIN}h"),
    ],
)
def test_seconds_have_the_unit_that_fits(value: float, words: str) -> None:
    assert numbers.seconds(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(1.349, f"1.35{X}"), (3.21, f"3.2{X}"), (41.84, f"41.8{X}"), (2910.0, f"2{THIN}910{X}")],
)
def test_factors_have_at_most_three_digits(value: float, words: str) -> None:
    assert numbers.times(value) == words


@given(st.floats(1e-9, 3600))
def test_no_time_is_rendered_as_zero_or_with_an_exponent(value: float) -> None:
    words = numbers.seconds(value)
    number = float(words.split(THIN)[0])
    assert 1 <= number < 1000
    assert "e" not in words


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_a_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="expected a finite number"):
        numbers.significant(value)


def test_shares_and_errors() -> None:
    assert numbers.percent(0.0005) == f"under 0.1{THIN}%"
    assert numbers.percent(0.034) == f"3.4{THIN}%"
    assert numbers.scientific(2.2e-13) == f"2.2{THIN}{X}{THIN}10⁻¹³"
    assert numbers.scientific(0.0) == "0"
