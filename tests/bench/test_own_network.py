"""A network of somebody's own: its words are checked, its name says all, its data fit."""

from typing import Any

import numpy as np
import pytest

from propbench import impls
from propbench.bench import grid
from propbench.bench.exits import UsageError
from propbench.bench.grid import Case
from propbench.bench.own_network import threads
from propbench.bench.own_network.contenders import contenders
from propbench.bench.own_network.examples import drawn
from propbench.bench.own_network.memory import needed_bytes, require_room
from propbench.bench.own_network.naming import named, spec_of
from propbench.bench.own_network.wanted import wanted
from propbench.bench.problems import problem
from propbench.bench.subjects import dense
from propbench.bench.timing.checker import check_case
from propbench.impls.contract import ACTIVATIONS, OUTPUTS

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"sizes": "200"}, "sizes: got '200', expected two or more"),
    ({"sizes": [200]}, "sizes: got [200], expected two or more"),
    ({"sizes": "200,x,5"}, "sizes: got 'x', expected a whole number"),
    ({"sizes": "200,1.5,5"}, "sizes: got '1.5', expected a whole number"),
    ({"sizes": "200,0,5"}, "sizes: got '0', expected a whole number from 1"),
    ({"sizes": ",".join(["12345"] * 20)}, "sizes: got too many layers"),
    ({"sizes": None}, "network: got none, expected one of conv, sizes"),
    ({"conv": "1x8x8,8"}, "network: got sizes and conv, expected one of"),
    ({"sizes": None, "graph": "1,2"}, "network: got 'graph', expected one of conv, sizes"),
    ({"classes": 5}, "classes: got 5, but the last of the sizes"),
    ({"m": None}, "m: got 'None', expected a whole number"),
    ({"m": 0}, "m: got '0', expected a whole number from 1"),
    ({"m": "many"}, "m: got 'many', expected a whole number"),
    ({"activation": "swish"}, "activation: got 'swish', expected one of sigmoid, tanh"),
    ({"dtype": "float16"}, "dtype: got 'float16', expected one of float64, float32"),
    ({"output": "tanh"}, "output: got 'tanh', expected one of sigmoid_cross_entropy"),
    ({"sizes": "2,1", "output": "softmax"}, "output: got softmax of one output"),
    ({"phase": "sideways"}, "phase: got 'sideways', expected one of forward"),
    ({"threads": 3}, "threads: got '3', expected one of 1, all"),
    ({"batch": 0}, "batch: got '0', expected a whole number from 1"),
    ({"batch": 5_001}, "batch: got 5001, expected at most m, which is 5000"),
]


@pytest.mark.parametrize(("given", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_cannot_be_asked_is_said_in_one_line(given: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as stopped:
        wanted(**{"sizes": "200,300,5", "m": 5_000, **given})
    assert str(stopped.value).startswith(message)
    assert "\n" not in str(stopped.value)


@pytest.mark.parametrize(
    ("sizes", "output", "expected"),
    [
        ("2,3,1", "", "sigmoid_cross_entropy"),
        ("2,3,5", "", "softmax_cross_entropy"),
        ("2,3,5", "softmax", "softmax_cross_entropy"),
        ("2,3,5", "sigmoid", "sigmoid_cross_entropy"),
        ("2,3,1", "linear", "linear_squared_error"),
        ("2,3,1", "sigmoid_squared_error", "sigmoid_squared_error"),
    ],
)
def test_an_output_is_named_by_how_it_begins_or_follows_from_the_sizes(
    sizes: str, output: str, expected: str
) -> None:
    shape = wanted(sizes, 4, output=output).shape
    assert shape.output == expected


def test_a_name_says_all_of_a_network_and_other_names_say_nothing() -> None:
    spec = spec_of(named((200, 300, 5), "softmax_cross_entropy"))
    assert spec is not None
    assert (spec.sizes, spec.output) == ((200, 300, 5), "softmax_cross_entropy")
    for name in ("shallow", "200:softmax_cross_entropy", "2x0x1:sigmoid_cross_entropy", "2x1:relu"):
        assert spec_of(name) is None
        if name != "shallow":
            with pytest.raises(LookupError, match="shallow"):
                grid.spec_named(name)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_examples_have_the_shapes_dtype_and_labels_of_the_network(output: str, dtype: str) -> None:
    x, y = drawn(7, 3, output, 400, dtype)
    assert (x.shape, y.shape) == ((7, 400), (3, 400))
    assert {str(x.dtype), str(y.dtype)} == {dtype}
    assert abs(x.mean()) < 0.1
    if output == "linear_squared_error":
        assert len(np.unique(y)) > 1_000
    else:
        assert (y.sum(axis=0) == 1).all()
        assert (y.sum(axis=1) > 0).all()
    with pytest.raises(ValueError, match="read-only"):
        x[0, 0] = 1


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", [(1, 1), (2, 3, 1), (784, 128, 10), (64, *[32] * 10, 10)])
@pytest.mark.parametrize("m", [1, 4, 300])
def test_no_network_is_too_small_or_too_deep_to_be_timed(
    sizes: tuple[int, ...], m: int, activation: str
) -> None:
    output = OUTPUTS[0] if sizes[-1] == 1 else OUTPUTS[1]
    asked = Case("oracle", named(sizes, output), activation, "train_step", m)
    expected, bound = dense.answer(asked, seed=20)
    assert all(np.isfinite(expected[name]).all() for name in expected)
    assert expected.keys() == bound.keys()


def test_a_network_of_ones_own_is_checked_by_the_same_oracle() -> None:
    network = wanted("2,3,1", 4, "tanh")
    record = check_case(impls.load("python_loops"), network.case("python_loops"))
    assert record.kind == "measured"


def test_a_call_takes_a_batch_where_one_is_named() -> None:
    case = wanted("5,4,3", 60_000, batch=64).case("numpy_inplace")
    assert problem(case).x.shape == (5, 64)


def test_all_cores_are_another_division() -> None:
    assert wanted("2,1", 4).case("one").division == "closed"
    assert wanted("2,1", 4, threads="all").case("one").division == "open"


def test_more_memory_than_is_free_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    network = wanted("784,128,10", 60_000)
    needed = needed_bytes(network, 4)
    assert 3e9 < needed < 6e9
    free = type("Free", (), {"available": needed - 1})
    monkeypatch.setattr("propbench.bench.own_network.memory.psutil.virtual_memory", lambda: free)
    with pytest.raises(UsageError, match="GiB are free"):
        require_room(network, 4)
    require_room(network, 3)


def test_a_folders_name_is_all_of_its_configurations_in_this_division() -> None:
    assert list(contenders(wanted("2,1", 4), ["numba_fused"]).usable) == ["numba_fused:serial"]
    everywhere = contenders(wanted("2,1", 4, threads="all"), ["numba_fused", "numpy_vectorized"])
    assert list(everywhere.usable) == ["numba_fused:parallel", "numpy_vectorized"]


def test_who_cannot_do_what_is_asked_is_no_contender_and_it_is_said_why() -> None:
    asked = contenders(wanted("2,1", 4, dtype="float32"), ["python_loops", "numpy_inplace"])
    assert list(asked.usable) == ["numpy_inplace"]
    assert asked.missing == {"python_loops": "python_loops has no float32, only float64"}


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"dtype": "float32"}, ["python_loops"]),
        ({"threads": "all"}, ["python_loops"]),
        ({}, ["fortran"]),
        ({}, ["./nowhere"]),
    ],
)
def test_where_nobody_can_it_is_a_usage_error(given: dict[str, Any], names: list[str]) -> None:
    with pytest.raises(UsageError, match=names[0]):
        contenders(wanted("2,1", 4, **given), names)


@pytest.mark.parametrize(
    ("m", "asked", "variables", "words"),
    [
        (5_000, "1", {}, "gives NumPy 8 threads"),
        (5_000, "1", {"OMP_NUM_THREADS": "4"}, "gives NumPy 4 threads"),
        (5_000, "1", {"OMP_NUM_THREADS": "4", "OPENBLAS_NUM_THREADS": "1"}, ""),
        (5_000, "1", {"OPENBLAS_NUM_THREADS": "many"}, "gives NumPy 8 threads"),
        (5_000, "all", {}, ""),
        (5_000, "all", {"OPENBLAS_NUM_THREADS": "1"}, "unset OPENBLAS_NUM_THREADS"),
        (4, "1", {}, ""),
    ],
)
def test_other_threads_of_the_environment_are_a_warning_where_products_are_large(
    monkeypatch: pytest.MonkeyPatch, m: int, asked: str, variables: dict[str, str], words: str
) -> None:
    monkeypatch.setattr(threads, "usable_cores", lambda: 8)
    said = threads.warning(wanted("200,300,5", m, threads=asked), variables)
    assert words in said
    assert bool(said) == bool(words)
