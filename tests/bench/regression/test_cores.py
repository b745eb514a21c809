"""Where a run takes place, and that nothing of it stays behind."""

import os
from pathlib import Path

import pytest

from propbench.bench.exits import ENVIRONMENT, CommandError
from propbench.bench.regression.sampling import cores
from propbench.bench.regression.sampling.cores import chosen_cores
from propbench.bench.regression.selftest.others import Moment
from propbench.command import main


def test_every_run_of_a_process_has_all_its_cores() -> None:
    usable = os.sched_getaffinity(0)
    for _ in range(2):
        with chosen_cores() as chosen:
            assert {chosen.sides, chosen.driver} == {min(usable), max(usable)}
            assert os.sched_getaffinity(0) == {chosen.driver}
        assert os.sched_getaffinity(0) == usable


def test_work_of_this_process_is_not_that_of_others() -> None:
    zero = Moment(wall_s=Moment.now().wall_s - 1, busy_s=0.0, own_s=0.0)
    everything = zero.cores_used_by_others()
    own_s = Moment.now().own_s
    less = Moment(zero.wall_s, zero.busy_s, own_s=-own_s).cores_used_by_others()
    assert 0 <= less < everything


@pytest.mark.parametrize("command", ["regress", "regress-selftest"])
def test_where_a_facility_is_missing_the_check_refuses_at_once_in_one_line(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(cores._FACILITIES, "keep a process on one core", False)
    words = ["--base", "nothing"] if command == "regress" else ["--minutes", "1"]
    assert main([command, *words, "--out", str(tmp_path / "out")]) == ENVIRONMENT
    (line,) = capsys.readouterr().err.splitlines()
    assert "has to keep a process on one core, which" in line
    assert not (tmp_path / "out").exists()


def test_where_pinning_is_forbidden_the_check_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "sched_setaffinity", forbidden)
    with pytest.raises(CommandError, match="forbidden here: Operation not permitted"):
        cores.require_facilities()
