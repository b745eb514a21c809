"""A recurrent network of somebody's own: asked, named, made and checked like others."""

from typing import Any

import pytest

from propbench import impls
from propbench.bench import subjects
from propbench.bench.cases import Case
from propbench.bench.descriptions import description
from propbench.bench.exits import UsageError
from propbench.bench.own_network import order as ordering
from propbench.bench.own_network.contenders import Contenders
from propbench.bench.own_network.kinds import shape_of
from propbench.bench.own_network.wanted import wanted
from propbench.bench.subjects.recurrent import problem
from propbench.bench.subjects.recurrent.own import network_named
from propbench.bench.timing.checker import check_case
from propbench.impls.contract import Recurrent
from tests.impls.problems import having

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"recurrent": "8,64"}, "recurrent: got '8,64', expected steps x inputs of a step"),
    ({"recurrent": "8x8"}, "recurrent: got '8x8', expected steps x inputs of a step"),
    ({"recurrent": "8x0,4"}, "recurrent: got '0', expected a whole number from 1 up"),
    ({"recurrent": "8x8,4,gru"}, "recurrent: got 'gru', expected one of tanh, lstm"),
    ({"recurrent": [8, 8]}, "recurrent: got [8, 8], expected steps x inputs"),
    ({"classes": 1}, "recurrent: n_outputs: got 1, expected at least 2"),
    ({"activation": "relu"}, "activation: got 'relu', expected one of tanh"),
    ({"output": "linear"}, "output: got 'linear', expected one of softmax_cross_entropy"),
]


@pytest.mark.parametrize(("given", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_cannot_be_asked_is_said_in_one_line(given: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as stopped:
        wanted(**{"recurrent": "8x8,16,lstm", "m": 100, **given})
    assert str(stopped.value).startswith(message)
    assert "\n" not in str(stopped.value)


@pytest.mark.parametrize(
    "given", ["28x14,16,lstm", [(28, 14), 16, "lstm"], ["28x14", "16", "lstm"]]
)
def test_words_and_pythons_values_are_one_network_whose_name_says_all(given: Any) -> None:
    network = wanted(recurrent=given, m=10, classes=7)
    assert (network.name, network.activation) == ("28x14:lstm16:7", "tanh")
    assert network_named(network.name) == Recurrent(28, 14, 16, "lstm", 7)


def test_without_a_cell_it_is_the_plain_recurrence() -> None:
    assert wanted(recurrent="8x8,64", m=10).name == "8x8:tanh64:10"


def test_other_names_say_nothing() -> None:
    for name in ("rnn", "8x8:gru4:10", "8x8:lstm4", "0x8:lstm4:10", "1x8x8:8x16:10"):
        assert network_named(name) is None
        assert shape_of(Case("", name, "tanh", "forward", 1, subject="recurrent")) is None


@pytest.mark.parametrize("m", [1, 50])
@pytest.mark.parametrize("network", ["1x1,1", "2x300,3,lstm", "60x4,8", "30x2,20,lstm", "8x8,200"])
def test_no_network_is_too_small_or_too_long_to_be_timed(network: str, m: int) -> None:
    own = wanted(recurrent=network, m=m)
    case = own.case("oracle")
    assert problem(case).network == network_named(own.name)
    expected, bound = subjects.of(case).answer(case, 1)
    assert expected.keys() == bound.keys()


@pytest.mark.parametrize("name", having("recurrent"))
def test_a_network_of_ones_own_is_checked_by_the_same_oracle(name: str) -> None:
    case = wanted(recurrent="5x3,7,lstm", m=20, classes=4).case(name)
    assert check_case(impls.load(name), case).kind == "measured"


def test_weights_are_those_that_the_contract_counts() -> None:
    own = wanted(recurrent="5x3,7,lstm", m=1, classes=4)
    assert own.shape.weights == 4 * 7 * (3 + 7) + 4 * 7
    assert own.shape.inputs == 15


def test_its_bare_products_are_timed_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordering, "interpreter_factor", lambda: 1.0)
    contenders = Contenders({"numpy_inplace": description(impls.load("numpy_inplace"))}, {})
    asked = ordering.order(wanted(recurrent="5x3,7,lstm", m=500), contenders, 60)
    over = [case.implementation for case in asked.plan.measured if case.subject == "ceilings"]
    assert over == ["ceiling:numpy:small", "ceiling:scipy:small"]
