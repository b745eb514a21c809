"""What an addition still lacks, each place a line; CONTRIBUTING.md says when to run which."""

import re
from pathlib import Path

import pytest

from propbench import bench, impls
from propbench.bench import grid, other_kinds

ROOT = Path(bench.__file__).parents[2]


def require_nothing_missing(places: list[str]) -> None:
    """Fail with the places alone, one a line."""
    if places:
        pytest.fail("\n".join(["still missing:", *places]), pytrace=False)


def unmeasured(networks: set[str]) -> list[str]:
    """Networks that no slice of the grid measures."""
    present = [impl for impl in map(impls.load, impls.names()) if not impl.missing]
    measured = {case.network for case in grid.select(grid.FULL, present)}
    return [f"bench/grid.py: no slice has the network {name}" for name in networks - measured]


def test_every_network_is_measured_somewhere() -> None:
    require_nothing_missing(
        unmeasured({*grid.NETWORKS, *other_kinds.IMAGE_NETWORKS, *other_kinds.SEQUENCE_NETWORKS})
    )


def test_a_network_without_a_slice_is_named() -> None:
    assert unmeasured({"deep", "wider"}) == ["bench/grid.py: no slice has the network wider"]


def test_every_command_of_the_checklists_names_tests_that_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = re.findall(r"\btests(?:/\w+)+(?:\.py)?", text)
    assert len(named) >= 5
    require_nothing_missing([name for name in named if not (ROOT / name).exists()])


def test_what_is_missing_is_said_and_nothing_else() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"^still missing:\nbench/grid\.py: one thing$"):
        require_nothing_missing(["bench/grid.py: one thing"])
