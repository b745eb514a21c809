"""Seeds on which something is chosen are never those on which it is reported."""

from propbench.bench.training.seeds import N_LOOK, N_TUNING, reporting_seeds, tuning_seeds

OLD = {*range(20), *range(1_000, 1_010)}


def test_tuning_and_reporting_seeds_are_disjoint_and_none_was_used_before() -> None:
    tuning, reporting = set(tuning_seeds()), set(reporting_seeds(200))
    assert (len(tuning), len(reporting)) == (N_TUNING, 200)
    assert not tuning & reporting
    assert not (tuning | reporting) & OLD


def test_fewer_seeds_are_the_first_of_more() -> None:
    assert tuning_seeds()[:N_LOOK] == tuning_seeds(N_LOOK)
    assert reporting_seeds(200)[:100] == reporting_seeds(100)
