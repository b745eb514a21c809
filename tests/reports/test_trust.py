"""The trust panel, the banners, and what a failure does to the first screen."""

from dataclasses import replace
from pathlib import Path

import pytest

from propbench.bench.grid import Case
from propbench.reports.facts.controls import Controls, controls
from propbench.reports.facts.sizes import sizes, tiles
from propbench.reports.facts.trust import Trust, trust
from propbench.reports.frame import Frames
from propbench.reports.pages.first_screen import Entry, FirstScreen, first_screen
from propbench.reports.sentences import trust as words
from propbench.reports.sentences.headline import course_claim
from tests.reports.conftest import INVALID, UNSTABLE
from tests.reports.synthetic import Plan, read, write
from tests.reports.synthetic_model import THREE, model

GOOD = Trust(
    profile="standard",
    status="complete",
    filtered=False,
    shortened=False,
    processes=5,
    cells=10,
    kinds={"measured": 10},
    failed=(),
    worst_error=2.2e-13,
    threads=(("numba", 1), ("openblas", 1)),
    asked_threads=(1,),
    timings=50,
    drifted=0,
    median_half_width=0.01,
    worst=None,
    unstable=(),
    missing=(),
    controls=Controls(pairs=40, apart=3, expected=2.5, p_value=0.46),
)
HEADLINE = "{}-shallow-relu-train_step-m1000-float64-1t"


def test_a_clean_run_is_trusted() -> None:
    assert words.verdict(GOOD) == "Yes: every check passed."
    assert words.banners(GOOD) == ()
    assert {line.mark for line in words.lines(GOOD)} == {"ok"}


@pytest.mark.parametrize(
    ("changes", "title", "mark"),
    [
        ({"kinds": {"measured": 9, "failed": 1}}, "Results", "bad"),
        ({"threads": (("openblas", 2),)}, "Threads", "warn"),
        ({"threads": ()}, "Threads", "warn"),
        ({"median_half_width": 0.2}, "Noise", "warn"),
        ({"median_half_width": 0.3}, "Noise", "bad"),
        ({"drifted": 3}, "Drift", "warn"),
        ({"drifted": 26}, "Drift", "bad"),
        ({"unstable": ("a",)}, "Stability", "warn"),
        ({"controls": Controls(0, 0, 0.0, 1.0)}, "Control", "warn"),
        ({"controls": Controls(40, 12, 2.5, 1e-6)}, "Control", "bad"),
        ({"profile": "quick"}, "Profile", "warn"),
        ({"status": "partial"}, "Profile", "warn"),
        ({"filtered": True}, "Profile", "warn"),
    ],
)
def test_every_reservation_is_said(changes: dict[str, object], title: str, mark: str) -> None:
    changed = replace(GOOD, **changes)  # type: ignore[arg-type]
    assert [line.title for line in words.lines(changed) if line.mark == mark] == [title]
    assert not words.verdict(changed).startswith("Yes: every")


def test_what_chance_does_to_every_second_control_is_not_counted() -> None:
    few = replace(GOOD, controls=Controls(14, 8, 7.0, 0.4))
    (line,) = (line for line in words.lines(few) if line.title == "Control")
    assert (line.mark, line.words) == (
        "ok",
        "this check needs more restarts.",
    )


def test_a_quick_run_says_who_measures_what_it_left_out() -> None:
    (said,) = words.banners(replace(GOOD, profile="quick"))
    assert "nothing was measured, a standard run measures it" in said


def test_quick_partial_filtered_and_shortened_runs_get_a_banner_each() -> None:
    marked = replace(GOOD, profile="quick", status="partial", filtered=True, shortened=True)
    openings = [banner.split()[0] for banner in words.banners(marked)]
    assert openings == ["Quick", "Partial", "Filtered", "Shortened"]


def test_counts_in_the_panel_are_the_counted_rows(frames: Frames) -> None:
    found = trust(frames)
    assert sum(found.kinds.values()) == found.cells == len(frames.cells)
    assert found.kinds["failed"] == len(found.failed) == 2
    assert found.unstable == (UNSTABLE,)
    assert INVALID in dict(found.failed)


def answers(found: FirstScreen) -> dict[str, str]:
    """What is answered to each question, by its first word."""
    return {each.title.split()[0]: " ".join(each.sentences) for each in found.questions}


def test_nothing_is_said_to_be_compared(frames: Frames) -> None:
    assert answers(first_screen(frames))["Did"].startswith("Nothing was compared")


def screen(folder: Path, plan: Plan) -> dict[str, Entry]:
    """The entries of the table, by implementation."""
    rows = first_screen(read(write(folder, plan))).rows
    return {entry.implementation: entry for _, entries in rows for entry in entries}


def test_a_failed_check_replaces_the_number_that_it_affects(tmp_path: Path) -> None:
    plan = Plan(failed={HEADLINE.format("numba_loops"): "dw[0] is off"}, training=False)
    entries = screen(tmp_path / "one", plan)
    failed = entries["numba_loops"]
    assert (failed.words, failed.limits, failed.share) == ("failed", "dw[0] is off", 0.0)
    assert "faster" in entries["numpy_vectorized"].limits


def test_a_failed_baseline_takes_every_factor_with_it(tmp_path: Path) -> None:
    plan = Plan(failed={HEADLINE.format("python_loops"): "a is off"}, training=False)
    entries = screen(tmp_path / "base", plan)
    assert entries["python_loops"].words == "failed"
    assert not any("faster" in entry.limits for entry in entries.values())


def test_an_unstable_headline_keeps_its_factor_and_is_marked(tmp_path: Path) -> None:
    plan = Plan(unstable=frozenset({HEADLINE.format("numba_loops")}), training=False)
    entry = screen(tmp_path / "shaky", plan)["numba_loops"]
    assert "faster" in entry.limits
    assert entry.words.endswith(", unstable")


def test_the_slowest_is_as_long_as_the_ruler(tmp_path: Path) -> None:
    entries = screen(tmp_path / "run", Plan(training=False))
    assert entries["python_loops"].share == 1.0
    assert 0 < entries["numpy_vectorized"].share < entries["numba_loops"].share < 1


def test_when_numpy_is_slower_everywhere_the_page_says_so(tmp_path: Path) -> None:
    def slow(case: Case) -> float:
        if case.implementation not in THREE[1:]:
            return model(case)
        return 2.0 * model(replace(case, implementation="python_loops"))

    frames = read(write(tmp_path / "slow", Plan(seconds=slow, training=False)))
    found = first_screen(frames)
    assert "trains about 2.0 times slower than plain Python loops" in found.answer
    assert answers(found)["Which"].startswith("As in a textbook: Python loops from m = 1 up.")
    assert ": never." in answers(found)["When"]
    assert answers(found)["Is"].startswith("Not measured")
    assert "did not hold at any size measured" in course_claim(sizes(frames, THREE[1]))


def test_when_all_loops_are_estimated_no_factor_is_given(tmp_path: Path) -> None:
    def slow(case: Case) -> float:
        return 1.0 + case.m if case.implementation == "python_loops" else model(case)

    plan = Plan(seconds=slow, slowest_s=0.8, training=False)
    frames = read(write(tmp_path / "slow", plan))
    found = first_screen(frames)
    assert found.answer.startswith("How much faster textbook code is")
    entries = [entry for _, row in found.rows for entry in row]
    assert "too slow to measure" in {entry.words for entry in entries}
    assert all("faster" not in entry.limits for entry in entries)
    assert "was not tested" in course_claim(sizes(frames, THREE[1]))


def test_one_implementation_alone_still_makes_a_first_screen(tmp_path: Path) -> None:
    plan = Plan(implementations=(THREE[1],), training=False)
    found = first_screen(read(write(tmp_path / "alone", plan)))
    assert [name for name, _ in found.rows] == ["NumPy"]
    assert answers(found)["When"].endswith("A standard run does.")


def test_who_is_unstable_still_competes(tmp_path: Path) -> None:
    shaky = frozenset(HEADLINE.format(name) for name in THREE[1:])
    frames = read(write(tmp_path / "run", Plan(unstable=shaky, training=False)))
    found = {(tile.phase, tile.m): tile for tile in tiles(frames)}
    assert THREE[1] in found["train_step", 1_000].winners


def test_a_contender_against_itself_is_rarely_told_apart(tmp_path: Path) -> None:
    found = controls(read(write(tmp_path / "run", Plan(training=False))))
    assert found.pairs >= 10
    assert found.expected == pytest.approx(found.pairs / 16)
    assert found.p_value > words.UNLIKELY


def test_controls_that_disagree_take_the_trust_away(tmp_path: Path) -> None:
    plan = Plan(training=False, control_shift=1.3)
    found = trust(read(write(tmp_path / "run", plan)))
    assert found.controls.apart == found.controls.pairs
    assert words.verdict(found).startswith("Not everywhere")
