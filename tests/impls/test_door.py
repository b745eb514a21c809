"""The door before every implementation: what it refuses, and in which words."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest

from propbench import impls
from propbench.bench.parameters import Parameters
from propbench.impls.contract import DTYPES, ContractError, Network, UnsupportedError
from tests.impls.problems import Problem, having, problem


def with_x(given: Problem, x: Any) -> Problem:
    return replace(given, x=x)


def with_y(given: Problem, y: Any) -> Problem:
    return replace(given, y=y)


def with_w(given: Problem, w0: Any) -> Problem:
    return replace(given, parameters=Parameters((w0, *given.parameters.w[1:]), given.parameters.b))


def with_b(given: Problem, b1: Any) -> Problem:
    b = given.parameters.b
    return replace(given, parameters=Parameters(given.parameters.w, (b[0], b1, *b[2:])))


def with_network(given: Problem, **changes: Any) -> Problem:
    return replace(given, network=replace(given.network, **changes))


def holed(array: Any, value: float) -> Any:
    array = array.copy()
    array[1, 0] = value
    return array


Damage = Callable[[Problem], Problem]

REFUSED: list[tuple[Damage, str]] = [
    (lambda p: replace(p, x=p.x[0]), r"x: got rank 1 .*\(6,\).*expected rank 2 .*\(4, m\)"),
    (lambda p: replace(p, x=p.x[None]), r"x: got rank 3"),
    (lambda p: replace(p, x=p.x[:3]), r"x: got shape \(3, 6\), expected \(4, m\)"),
    (lambda p: replace(p, x=p.x[:, :0], y=p.y[:, :0]), r"x: got an empty array of shape \(4, 0\)"),
    (lambda p: replace(p, x=p.x.tolist()), r"x: got list, expected a NumPy array"),
    (lambda p: with_x(p, np.ma.masked_invalid(p.x)), r"x: got MaskedArray, expected a NumPy"),
    (lambda p: with_y(p, p.y.view(np.recarray)), r"y: got recarray, expected a NumPy array"),
    (lambda p: with_x(p, None), r"x: got NoneType, expected a NumPy array"),
    (lambda p: replace(p, x=p.x.astype(int)), r"x: got dtype int64, expected float64 or float32"),
    (lambda p: replace(p, x=p.x.astype(">f8")), r"x: got dtype >f8, expected float64 or float32"),
    (lambda p: replace(p, x=p.x.astype("f2")), r"x: got dtype float16, expected float64 or flo"),
    (lambda p: replace(p, x=p.x.astype(complex)), r"x: got dtype complex128"),
    (lambda p: replace(p, x=p.x.astype(object)), r"x: got dtype object"),
    (lambda p: replace(p, x=p.x.astype("f4")), r"y: got dtype float64, expected float32"),
    (lambda p: replace(p, y=p.y.astype("f4")), r"y: got dtype float32, expected float64"),
    (lambda p: replace(p, x=holed(p.x, np.nan)), r"x: got nan at \(1, 0\), expected finite"),
    (lambda p: replace(p, x=holed(p.x, np.inf)), r"x: got inf at \(1, 0\), expected finite"),
    (lambda p: replace(p, y=holed(p.y, -np.inf)), r"y: got -inf at \(1, 0\), expected finite"),
    (lambda p: replace(p, y=p.y[0]), r"y: got rank 1 with shape \(6,\)"),
    (lambda p: replace(p, y=p.y[:, :5]), r"y: got shape \(2, 5\), expected \(2, 6\)"),
    (lambda p: replace(p, y=p.y.T), r"y: got shape \(6, 2\), expected \(2, 6\)"),
    (lambda p: with_y(p, [[1.0]]), r"y: got list, expected a NumPy array"),
    (lambda p: with_w(p, p.parameters.w[0].T), r"w0: got shape \(4, 5\), expected \(5, 4\)"),
    (lambda p: with_w(p, p.parameters.w[0].astype("f4")), r"w0: got dtype float32, expected"),
    (lambda p: with_w(p, holed(p.parameters.w[0], np.nan)), r"w0: got nan at \(1, 0\)"),
    (lambda p: with_w(p, [[1.0]]), r"w0: got list, expected a NumPy array"),
    (lambda p: with_b(p, p.parameters.b[1].ravel()), r"b1: got rank 1 .*expected rank 2"),
    (lambda p: with_b(p, p.parameters.b[1].T), r"b1: got shape \(1, 3\), expected \(3, 1\)"),
    (
        lambda p: replace(p, parameters=Parameters(p.parameters.w[:1], p.parameters.b)),
        r"parameters: got w0, b0, b1, b2, expected w0, b0, w1, b1, w2, b2",
    ),
    (
        lambda p: replace(p, parameters=Parameters(p.parameters.w, ())),
        r"parameters: got w0, w1, w2, expected w0, b0",
    ),
    (lambda p: with_network(p, activation="swish"), r"activation: got 'swish', expected one of si"),
    (lambda p: with_network(p, activation=""), r"activation: got ''"),
    (lambda p: with_network(p, output="hinge"), r"output: got 'hinge', expected one of sigmoid_cr"),
    (lambda p: with_network(p, slope=-0.1), r"slope: got -0.1, expected a number from 0 to 1"),
    (lambda p: with_network(p, slope=1.1), r"slope: got 1.1"),
    (lambda p: with_network(p, slope=np.nan), r"slope: got nan"),
    (lambda p: with_network(p, sizes=(4,)), r"sizes: got \(4,\), expected two or more"),
    (lambda p: with_network(p, sizes=()), r"sizes: got \(\), expected two or more"),
    (lambda p: with_network(p, sizes=(4, 0, 2)), r"sizes: got \(4, 0, 2\), .*at least 1"),
]


@pytest.mark.parametrize(("damage", "words"), REFUSED, ids=[words for _, words in REFUSED])
@pytest.mark.parametrize("name", having("dense"))
def test_whatever_breaks_the_contract_is_refused_by_name(
    name: str, damage: Damage, words: str
) -> None:
    with pytest.raises(ContractError, match=words):
        damage(problem()).prepare(impls.load(name))


LOADED: list[tuple[Callable[[Parameters], Parameters], str]] = [
    (lambda p: Parameters((p.w[0].T, *p.w[1:]), p.b), r"w0: got shape \(4, 5\)"),
    (lambda p: Parameters((p.w[0].astype("f4"), *p.w[1:]), p.b), r"w0: got dtype float32"),
    (lambda p: Parameters(tuple(w.astype("f4") for w in p.w), p.b), r"w0: got dtype float32"),
    (lambda p: Parameters(p.w, (p.b[0].ravel(), *p.b[1:])), r"b0: got rank 1"),
    (lambda p: Parameters((holed(p.w[0], np.inf), *p.w[1:]), p.b), r"w0: got inf at"),
    (lambda p: Parameters((), p.b), r"parameters: got b0, b1, b2, expected w0"),
    (lambda p: Parameters(([[1.0]], *p.w[1:]), p.b), r"w0: got list"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("damage", "words"), LOADED, ids=[words for _, words in LOADED])
@pytest.mark.parametrize("name", having("dense"))
def test_parameters_that_replace_others_pass_the_same_door(
    name: str, damage: Callable[[Parameters], Parameters], words: str
) -> None:
    implementation, given = impls.load(name), problem()
    state = given.prepare(implementation)
    with pytest.raises(ContractError, match=words):
        implementation.load_parameters(state, given.network, damage(given.parameters))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", having("dense"))
def test_a_dtype_is_computed_or_declared_unsupported(name: str, dtype: str) -> None:
    implementation, given = impls.load(name), problem(dtype=dtype)
    if dtype in implementation.dtypes:
        given.prepare(implementation)
        return
    with pytest.raises(UnsupportedError, match=f"{name} has no {dtype}, only float64"):
        given.prepare(implementation)


def test_python_loops_have_no_float32() -> None:
    with pytest.raises(UnsupportedError, match="python_loops has no float32"):
        problem(dtype="float32").prepare(impls.load("python_loops"))


def test_a_network_knows_the_shapes_of_its_layers() -> None:
    assert Network((64, 1)).layers == ((1, 64),)
    shapes = {"w0": (5, 4), "b0": (5, 1), "w1": (3, 5), "b1": (3, 1)}
    assert Network((4, 5, 3)).shapes == shapes
    assert list(Network((4, 5, 3)).shapes) == list(shapes)


@pytest.mark.parametrize("name", having("dense"))
def test_parameters_that_are_no_dict_of_arrays_are_refused(name: str) -> None:
    given = replace(problem(), parameters=cast(Parameters, [1.0]))
    with pytest.raises(ContractError, match="parameters: got list, expected a dict"):
        given.prepare(impls.load(name))
