"""Shipped runs are only said to be those of new code where enough of them came out the same."""

from pathlib import Path

import pytest

from propbench.bench.claims import all_claims
from propbench.bench.claims.runs import reference
from propbench.bench.claims.runs.reference import Stamp
from propbench.bench.claims.runs.restamp import Repeated
from propbench.bench.results import ResultError


@pytest.mark.parametrize(
    ("identical", "differing", "holds"),
    [(1_000, 0, True), (999, 0, False), (1_900, 100, True), (1_900, 101, False)],
)
def test_a_thousand_runs_and_nineteen_of_twenty_must_be_identical(
    identical: int, differing: int, holds: bool
) -> None:
    assert Repeated(identical, 0, differing).holds is holds


def test_a_renewed_stamp_fits_this_code_and_keeps_when_the_runs_were_made(tmp_path: Path) -> None:
    old = Stamp(
        parts={"task xor": "0" * 64},
        registrations={},
        experiments={},
        created="2026-11-23T00:00:00+00:00",
        machine="a test",
        commit="unknown",
    )
    reference.save(old, {}, [], tmp_path)
    assert reference.load(all_claims(), tmp_path).stale
    reference.renew_stamp(all_claims(), tmp_path)
    shipped = reference.load(all_claims(), tmp_path)
    assert (shipped.stale, shipped.new) == ((), ())
    renewed = reference.stamp_of(tmp_path)
    assert renewed is not None
    assert (renewed.created, renewed.machine) == (old.created, old.machine)


def test_where_nothing_is_shipped_there_is_no_stamp_to_renew(tmp_path: Path) -> None:
    with pytest.raises(ResultError, match="nothing is shipped"):
        reference.renew_stamp(all_claims(), tmp_path)
