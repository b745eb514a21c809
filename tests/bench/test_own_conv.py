"""A convolutional network of somebody's own: asked, named, made, checked, planned like others."""

from dataclasses import replace
from typing import Any

import pytest

from propbench import impls
from propbench.bench import subjects
from propbench.bench.cases import Case
from propbench.bench.descriptions import description
from propbench.bench.exits import UsageError
from propbench.bench.own_network import order as ordering
from propbench.bench.own_network.contenders import Contenders, contenders
from propbench.bench.own_network.kinds import kinds, shape_of
from propbench.bench.own_network.memory import needed_bytes
from propbench.bench.own_network.wanted import wanted
from propbench.bench.subjects.conv import problem
from propbench.bench.subjects.conv.own import network_named
from propbench.bench.timing.checker import check_case
from propbench.impls.contract import Convolutional
from tests.impls.problems import having

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"conv": "8x8,8"}, "conv: got '8x8,8', expected channels x height x width, then"),
    ({"conv": "1x8x8"}, "conv: got '1x8x8', expected channels x height x width, then"),
    ({"conv": "1x8xy,8"}, "conv: got 'y', expected a whole number from 1 up"),
    ({"conv": "1x8x8,0"}, "conv: got '0', expected a whole number from 1 up"),
    ({"conv": "1x6x6,8,16"}, "conv: image: got 6 x 6, which 2 layers cannot halve"),
    ({"conv": [8, 8]}, "conv: got [8, 8], expected channels x height x width"),
    ({"classes": 1}, "conv: n_outputs: got 1, expected at least 2"),
    ({"classes": "x"}, "classes: got 'x', expected a whole number"),
    ({"activation": "tanh"}, "activation: got 'tanh', expected one of relu"),
    ({"output": "sigmoid"}, "output: got 'sigmoid', expected one of softmax_cross_entropy"),
    ({"conv": f"1x8x8,{'8' * 100}"}, "conv: got too many layers to be named"),
]


@pytest.mark.parametrize(("given", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_cannot_be_asked_is_said_in_one_line(given: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as stopped:
        wanted(**{"conv": "1x8x8,8,16", "m": 100, **given})
    assert str(stopped.value).startswith(message)
    assert "\n" not in str(stopped.value)


@pytest.mark.parametrize("given", ["3x32x16,8,16", [(3, 32, 16), 8, 16], ["3x32x16", 8, "16"]])
def test_words_and_pythons_values_are_one_network_whose_name_says_all(given: Any) -> None:
    network = wanted(conv=given, m=10, classes=7, output="softmax")
    assert network.name == "3x32x16:8x16:7"
    assert network_named(network.name) == Convolutional((3, 32, 16), (8, 16), 7)


def test_other_names_say_nothing() -> None:
    for name in ("conv", "8x8:8:10", "1x8x8:8", "0x8x8:8:10", "200x300x5:softmax_cross_entropy"):
        assert network_named(name) is None
        assert shape_of(Case("", name, "relu", "forward", 1, subject="conv")) is None


def test_every_kind_of_network_has_an_option_and_a_contract_of_its_own_name() -> None:
    options = [kind.OPTION for kind in kinds().values()]
    assert sorted(set(options)) == sorted(options)
    assert {"dense", "conv"} <= set(kinds())
    for subject in kinds():
        assert having(subject)


@pytest.mark.parametrize(
    "network",
    ["1x2x2,1", "1x4x4,1,1", "3x16x32,1,1,1,2", "1x8x8,2,16,1", "2x16x16,4,4,4,4", "3x32x32,16,32"],
)
@pytest.mark.parametrize("m", [1, 4, 30])
def test_no_network_is_too_small_or_too_deep_to_be_timed(network: str, m: int) -> None:
    case = wanted(conv=network, m=m).case("oracle")
    for seed in range(20, 26):
        expected, bound = subjects.of(case).answer(case, seed)
        assert expected.keys() == bound.keys()


@pytest.mark.parametrize("name", ["numpy_inplace", "numba_fused:serial"])
def test_a_network_of_ones_own_is_checked_by_the_same_oracle(name: str) -> None:
    case = wanted(conv="2x4x8,3,5", m=9, classes=3, batch=4).case(name)
    assert problem(case).x.shape == (64, 4)
    record = check_case(impls.load(name), case)
    assert record.kind == "measured", record.reason


def test_whoever_has_no_such_network_is_no_contender(monkeypatch: pytest.MonkeyPatch) -> None:
    has = "propbench.bench.descriptions.Description.has"
    monkeypatch.setattr(has, lambda self, file: (self.name, file) != ("python_loops", "conv"))
    network = wanted(conv="1x2x2,1", m=4)
    left = contenders(network, ["python_loops", "numpy_inplace"])
    assert left.missing == {"python_loops": "python_loops has no conv networks"}


def test_memory_grows_with_examples_filters_and_what_is_laid_side_by_side() -> None:
    network = wanted(conv="3x32x32,32,64", m=1_000)
    numbers = 2 * 3_072 + 4 * (32_768 + 16_384 + 10) + 9 * (3_072 + 8_192)
    weights = 9 * 3 * 32 + 9 * 32 * 64 + 64 * 8 * 8 * 10
    assert needed_bytes(network, 2) == 2 * 8 * (1_000 * numbers + 6 * weights)
    assert needed_bytes(replace(network, dtype="float32"), 4) == needed_bytes(network, 2)


def test_in_a_minute_compiled_and_numpy_are_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordering, "interpreter_factor", lambda: 1.0)
    names = ("numba_fused:serial", "numba_loops", "numpy_inplace", "numpy_vectorized")
    everybody = Contenders({name: description(impls.load(name)) for name in names}, {})
    asked = ordering.order(wanted(conv="1x8x8,8,16", m=100), everybody, 60)
    assert {"numba_fused:serial", "numpy_inplace"} <= set(asked.specifiers)
    assert asked.plan.fits
