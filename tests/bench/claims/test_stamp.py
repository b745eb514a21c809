"""Which code the runs of an arm hang on: its own, and not that of other arms."""

import inspect
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from propbench.bench import provenance
from propbench.bench.claims import stamp
from propbench.bench.convergence import training, variants
from propbench.bench.convergence.arms import RELU
from propbench.bench.convergence.trials import Start, Trial
from propbench.bench.convergence.variants import TRAINED_BY, Variant
from tests.bench.variants import given
from tests.impls.problems import flat

_VARIANTS = Path(inspect.getfile(variants)).parent


def test_each_kind_of_arm_has_a_fingerprint_of_its_own() -> None:
    found = stamp.engines()
    assert set(found) == {stamp.PLAIN, *(made.__name__ for made in TRAINED_BY)}
    assert len(set(found.values())) == len(found)


def test_an_arm_is_of_the_kind_of_its_variant() -> None:
    assert stamp.kind(RELU) == stamp.PLAIN
    for made in TRAINED_BY:
        assert stamp.kind(replace(RELU, variant=made(scale=2.0))) == made.__name__


@pytest.mark.parametrize("made", TRAINED_BY)
def test_a_variant_is_trained_by_what_its_runs_are_said_to_hang_on(made: type[Variant]) -> None:
    one, rates = given("sigmoid"), np.ones(1)
    arguments = (one.network, [one.parameters], one.x, one.y, rates, 3)
    losses, trained = variants.train_many(*arguments, variant=made(shift=-0.5))
    own_losses, own = TRAINED_BY[made](*arguments, variant=made(shift=-0.5))
    assert np.array_equal(losses, own_losses)
    assert np.array_equal(flat(trained[0]), flat(own[0]))


def test_a_variant_hangs_on_every_file_that_its_training_imports() -> None:
    files = provenance.with_imports(_VARIANTS / "training.py", stamp._VARIANTS)
    names = {file.stem for file in files if file.parent == _VARIANTS}
    assert names == {"training", "stack", "hidden", "outputs", "variant"}
    numpy = {file.stem for file in files if file.parent != _VARIANTS}
    assert numpy == {"activations", "outputs"}


def test_plain_arms_do_not_go_through_a_variant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their fingerprint leaves out what trains variants."""
    monkeypatch.setattr(variants, "train_many", lambda *_: pytest.fail("a variant was trained"))
    trial = Trial("xor", (4,), RELU, Start(1.0, "he"), 0, 3, 1)
    (outcome,) = training.train((trial,))
    assert outcome.arrivals == (None,)


def test_imports_are_followed_however_they_are_written(tmp_path: Path) -> None:
    root = provenance._ROOT / "propbench"
    inside = root / "bench" / "statistics"
    file = tmp_path / "a.py"
    file.write_text(
        "import propbench.bench.numbers\nfrom propbench.bench.statistics import survival\n"
        "from propbench.bench.statistics.racing import Race\n",
        "utf-8",
    )
    found = provenance.with_imports(file, [inside])
    assert {file, inside / "survival.py", inside / "racing.py"} <= set(found)
    assert root / "bench" / "numbers.py" not in found
    relative = root / "impls" / "numpy_vectorized"
    assert relative / "activations.py" in provenance.with_imports(
        relative / "outputs.py", [relative]
    )
