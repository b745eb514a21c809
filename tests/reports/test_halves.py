"""Half of the work is done in a copy of the process, and figures of times are drawn there first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from propbench.bench import results
from propbench.reports import frame
from propbench.reports.drawing.style import of_run
from propbench.reports.frame import Frames
from propbench.reports.halves import beside, in_halves
from propbench.reports.pages import Report, site
from propbench.reports.pages.blocks import Drawing
from propbench.reports.pages.rendering import Renderer, draw, draw_ahead, placed_figures


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_halves_come_back_in_order(n: int) -> None:
    assert in_halves(lambda piece: piece * piece, range(n)) == [piece * piece for piece in range(n)]


@pytest.mark.parametrize("wrong", [0, 1])
def test_what_goes_wrong_in_either_half_is_told(
    wrong: int, capfd: pytest.CaptureFixture[str]
) -> None:
    def work(piece: int) -> int:
        if piece == wrong:
            raise ValueError(f"piece {piece}")
        return piece

    with pytest.raises(ValueError, match=f"piece {wrong}"):
        in_halves(work, [0, 1])
    capfd.readouterr()


def test_a_copy_that_ends_without_an_answer_is_made_up_for() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os._exit(1)
        return 7

    assert beside(work)() == 7


def test_a_result_may_be_asked_for_again() -> None:
    result = beside(os.getpid)
    assert result() == result()


def test_what_is_drawn_early_needs_nothing_that_is_trained(
    run_folder: Path, frames: Frames
) -> None:
    times = frame.of_times(results.load(run_folder))
    styles = of_run(frames.implementations)
    early = draw_ahead(times).drawn()
    assert early.keys() == {one.id for one in placed_figures() if not one.of_training}
    for figure in placed_figures():
        same = draw(Drawing(figure, times), styles) == draw(Drawing(figure, frames), styles)
        assert same is not figure.of_training, figure.id


def test_pages_are_the_same_with_figures_that_were_drawn_before(
    run_folder: Path, frames: Frames, pages: dict[str, str]
) -> None:
    early = draw_ahead(frame.of_times(results.load(run_folder)))
    assert site.render(Renderer(Report(frames), early)).items() <= pages.items()


def test_a_copy_whose_parent_was_killed_ends() -> None:
    """It holds its parent's output open as long as it lives."""
    lines = (
        "import os",
        "from propbench.reports.halves import beside",
        "beside(lambda: bytes(10**7))",
        "os._exit(0)",
    )
    ran = [sys.executable, "-c", "\n".join(lines)]
    assert subprocess.run(ran, stdout=subprocess.PIPE, check=True, timeout=60).stdout == b""
