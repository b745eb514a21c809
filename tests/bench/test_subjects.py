"""A subject is a file: those shipped are found by listing, a third party's by its path."""

import typing
from dataclasses import replace
from pathlib import Path

import pytest

from propbench import impls
from propbench.bench import activations, families, grid, problems, subjects
from propbench.bench.cases import Case
from propbench.bench.plan import make_plan
from propbench.bench.problems import SEED
from propbench.bench.results import CheckRecord, TimingRecord, read_lines
from propbench.bench.timing import session
from propbench.bench.timing.checker import check_case
from propbench.impls.contract import ContractError
from propbench.impls.numba_fused import passes
from tests.bench import toy_subject

TINY = grid.Profile("quick", (), 1, cell_s=0.01, slowest_call_s=0.5, min_rounds=3, total_s=60)
CASE = Case("numpy_vectorized", "shallow", "relu", "train_step", 10)


def test_the_subjects_are_the_files_of_their_folder() -> None:
    assert subjects.names() == (
        "activations",
        "ceilings",
        "conv",
        "dense",
        "primitives",
        "recurrent",
    )


@pytest.mark.parametrize("name", subjects.names())
def test_a_subject_offers_everything_that_is_asked_of_it(name: str) -> None:
    offered = subjects.load(name)
    wanted = [word for word in vars(subjects.Subject) if not word.startswith("_")]
    assert len(wanted) > 5
    assert [word for word in (*wanted, "PHASES") if not hasattr(offered, word)] == []


def test_every_case_of_the_grid_has_a_subject_that_knows_its_phase() -> None:
    installed = [name for name in impls.names() if not impls.load(name).missing]
    for case in grid.select(grid.FULL, [impls.load(name) for name in installed]):
        assert case.phase in subjects.of(case).PHASES
        assert subjects.of(case).multiply_adds(case) > 0


def test_a_case_has_the_subject_of_its_fields_unless_it_says_another() -> None:
    assert CASE.subject == "dense"
    assert replace(CASE, implementation="ceiling:numpy:wide").subject == "ceilings"
    assert Case("any", "", "relu", "activation", 10).subject == "activations"
    assert Case("any", "", "", "dot", 10).subject == "primitives"
    assert replace(CASE, subject="/elsewhere/conv.py").subject == "/elsewhere/conv.py"


def test_the_device_is_in_the_name_of_a_case_unless_it_is_the_cpu() -> None:
    assert CASE.id == "numpy_vectorized-shallow-relu-train_step-m10-float64-1t"
    assert replace(CASE, device="cuda").id == f"{CASE.id}-cuda"


def test_a_kind_of_network_from_elsewhere_is_checked_and_timed(tmp_path: Path) -> None:
    """Its contract, subject and implementation are files outside; nothing of ours is edited."""
    subject, folder = toy_subject.write(tmp_path)
    piece = grid.Slice(
        ("forward", "backward", "train_step"),
        (1, 20),
        ("short", "long"),
        dtypes=("float64", "float32"),
        subject=str(subject),
    )
    implementation = impls.load(str(folder))
    cases = grid.select(replace(TINY, slices=(piece,)), [implementation])
    assert len(cases) == 3 * 2 * 2 * 2
    assert len(make_plan(TINY, cases, [implementation]).measured) == len(cases)
    job = session.Job(tmp_path, TINY, tuple(cases), (str(folder),), seed=1)
    session.check(job, lambda _: None)
    session.time_cells(job, 1, lambda _: None)
    checks = read_lines(tmp_path / "checks.jsonl", CheckRecord)
    assert {record.kind for record in checks} == {"measured"}, [one.reason for one in checks]
    timings = read_lines(tmp_path / "process-1.jsonl", TimingRecord)
    assert len(timings) == len(cases)
    assert [record.reason for record in timings if not record.valid] == []


def test_a_wrong_answer_of_another_kind_is_found(tmp_path: Path) -> None:
    subject, folder = toy_subject.write(tmp_path)
    file = folder / "sequence.py"
    file.write_text(file.read_text("utf-8").replace('+ state.parameters["b0"]', "+ 0.0"), "utf-8")
    case = Case("slices", "short", "", "forward", 5, subject=str(subject))
    with pytest.raises(Exception, match="outputs"):
        check_case(impls.load(str(folder)), case)


def test_the_door_knows_the_shapes_of_another_kind(tmp_path: Path) -> None:
    subject, folder = toy_subject.write(tmp_path)
    outside = typing.cast(typing.Any, subjects.load(str(subject)))
    given = outside.problem(Case("slices", "short", "", "forward", 5), SEED)
    with pytest.raises(ContractError, match=r"x: got shape \(5, 12\), expected \(12, m\)"):
        impls.load(str(folder)).prepare(given.network, given.parameters, given.x.T, given.y)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: subjects.load("convolution"), "no subject 'convolution': there are activations"),
        (lambda: activations.activation("swish"), "no activation 'swish': there are sigmoid, tanh"),
        (lambda: families.family("magic"), "no family 'magic': there are loops, vectorised"),
        (lambda: passes.code_of("swish"), "no loop for 'swish' here: there are sigmoid, tanh"),
        (lambda: problems.dataset("digits_odd", 5, 1), "'digits_odd': there are digits_even, dig"),
        (lambda: grid.network(replace(CASE, network="wide")), "no network 'wide': there are logis"),
        (
            lambda: subjects.make_call(impls.load("python_loops"), replace(CASE, phase="step"), 1),
            "no phase 'step' of dense: there are forward, backward, update, train_step",
        ),
        (
            lambda: problems.problem(replace(CASE, activation="swish")),
            "no activation 'swish': there are sigmoid",
        ),
    ],
)
def test_an_unknown_name_is_answered_with_those_there_are(
    ask: typing.Callable[[], object], words: str
) -> None:
    with pytest.raises(LookupError, match=words):
        ask()
