"""The same sweep over a Dask cluster, where the package is installed."""

import pytest
from joblib import parallel_config

from tests.bench.training.test_races import RACE, carried_out

distributed = pytest.importorskip("distributed")


@pytest.mark.filterwarnings("default")
def test_a_local_cluster_of_two_workers_gives_the_same_runs_in_the_same_order() -> None:
    here = carried_out(RACE)
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as two,
        distributed.Client(two.scheduler_address) as client,
        parallel_config("dask", client=client),
    ):
        finish, written = carried_out(RACE, jobs=2)
    assert finish == here[0]
    assert list(written.items()) == list(here[1].items())
