"""Where a run takes place, and that nothing of it stays behind."""

import os

from propbench.bench.regression.sampling.cores import chosen_cores
from propbench.bench.regression.selftest.others import Moment


def test_every_run_of_a_process_has_all_its_cores() -> None:
    usable = os.sched_getaffinity(0)
    for _ in range(2):
        with chosen_cores() as cores:
            assert {cores.sides, cores.driver} == {min(usable), max(usable)}
            assert os.sched_getaffinity(0) == {cores.driver}
        assert os.sched_getaffinity(0) == usable


def test_work_of_this_process_is_not_that_of_others() -> None:
    zero = Moment(wall_s=Moment.now().wall_s - 1, busy_s=0.0, own_s=0.0)
    everything = zero.cores_used_by_others()
    own_s = Moment.now().own_s
    less = Moment(zero.wall_s, zero.busy_s, own_s=-own_s).cores_used_by_others()
    assert 0 <= less < everything
