"""The ratio inside a restart: what the machine does to both alike is not in it."""

import pytest

from propbench.bench.sampling.ratios import judged_s, restart_ratio

SPEEDS = (1.0, 1.9, 1.0, 0.6, 1.7, 1.2)


def test_a_machine_that_changes_its_speed_changes_no_ratio() -> None:
    above = {number: 3e-6 * speed for number, speed in enumerate(SPEEDS)}
    below = {number: 1e-6 * speed for number, speed in enumerate(SPEEDS)}
    assert restart_ratio(above, below) == pytest.approx(3)


def test_one_disturbed_pass_changes_little() -> None:
    above = dict.fromkeys(range(7), 3e-06) | {3: 9e-5}
    below = dict.fromkeys(range(7), 1e-6)
    assert restart_ratio(above, below) == pytest.approx(3)


def test_only_passes_in_which_both_had_a_slice_are_compared() -> None:
    above = {number: 3e-6 * SPEEDS[number % 6] for number in range(0, 40, 4)}
    below = {number: 1e-6 * SPEEDS[number % 6] for number in range(40)}
    disturbed = {number: 9e-6 for number in range(40) if number % 4}
    assert restart_ratio(above, below | disturbed) == pytest.approx(3)


def test_a_long_slice_is_compared_with_short_ones_before_and_after_it() -> None:
    disturbed = dict.fromkeys((9, 16), 2e-6)
    below = dict.fromkeys(range(24), 1e-6) | disturbed
    above = dict.fromkeys((9, 16), 3e-6)
    assert restart_ratio(above, below) == pytest.approx(3)
    assert restart_ratio(below, above) == pytest.approx(1 / 3)


def test_without_passes_in_common_medians_are_compared() -> None:
    assert restart_ratio({0: 3e-6, 1: 5e-6, 2: 4e-6}, {7: 1e-6, 8: 2e-6}) == pytest.approx(8 / 3)


def test_cpu_time_counts_for_one_thread_and_wall_time_for_several() -> None:
    assert judged_s([2.0], [1.0], threads=1) == [1.0]
    assert judged_s([2.0], [3.9], threads=2) == [2.0]
    assert judged_s([2.0] * 300, [1.0] * 300, threads=1) == [1.0] * 300


def test_an_older_record_without_cpu_time_has_its_wall_time() -> None:
    assert judged_s([2.0, 2.1], [], threads=1) == [2.0, 2.1]
