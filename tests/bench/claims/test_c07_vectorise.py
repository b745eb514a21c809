"""C7: the audit of shapes is right, and the judge counts what it found."""

import math
from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest

from propbench.bench.claims.c07_vectorise import CLAIM, audit, shapes, timed
from propbench.bench.claims.c07_vectorise.experiments import error_of
from propbench.bench.claims.c07_vectorise.questions import COMPARED
from propbench.bench.claims.c07_vectorise.shapes import SCENES, Scene, attempt
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.runs.running import observed
from propbench.bench.grid import PROFILES, select
from propbench.bench.parameters import Parameters
from propbench.bench.results import Observation
from propbench.impls import load
from propbench.impls.contract import Network

SEVERAL = next(scene for scene in SCENES if scene.name == "several examples")
SQUARE = next(scene for scene in SCENES if scene.name.startswith("as many"))


@pytest.fixture(scope="module")
def observations() -> tuple[Observation, ...]:
    return tuple(observed(CLAIM, CLAIM.measure("quick")))


def _part(name: str, evidence: Evidence) -> Question:
    return next(part for part in CLAIM.judge(evidence) if part.id == name)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_script_takes_the_step_that_an_implementation_takes(scene: Scene) -> None:
    right = shapes.right_answers(scene)
    implementation = load("numpy_vectorized")
    parameters = Parameters((right.w.T,), (np.reshape(right.b, (1, 1)),))
    state = implementation.prepare(Network((scene.n, 1)), parameters, right.x, right.y)
    dense = implementation.dense
    dense.update(dense.backward(dense.forward(state)), shapes.LEARNING_RATE)
    stepped, gradients = dense.read_parameters(state), dense.read_gradients(state)
    np.testing.assert_allclose(dense.read_outputs(state), right.a)
    np.testing.assert_allclose(dense.loss(state), right.loss)
    np.testing.assert_allclose(gradients["dw0"], right.dw.T)
    np.testing.assert_allclose(stepped["w0"], right.new_w.T)
    np.testing.assert_allclose(stepped["b0"].item(), right.new_b)


@pytest.mark.parametrize(
    ("argument", "form", "kind", "line"),
    [
        ("w", ("n",), "silently wrong", "new_w"),
        ("w", (1, "n"), "exception", "z"),
        ("y", ("m", 1), "silently wrong", "loss"),
        ("y", ("m",), "correct", ""),
        ("x", ("m", "n"), "exception", "z"),
        ("b", ("m", 1), "silently wrong", "z"),
        ("b", (1,), "correct", ""),
    ],
)
def test_one_slip_from_the_courses_shapes_ends_as_worked_out_by_hand(
    argument: str, form: shapes.Form, kind: str, line: str
) -> None:
    outcome = attempt(SEVERAL, {**SEVERAL.course, argument: form})
    assert (outcome.kind, outcome.line) == (kind, line)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_every_assignment_is_tried_once_and_the_courses_own_is_correct(scene: Scene) -> None:
    assignments = [tuple(forms.items()) for forms in scene.assignments()]
    assert len(set(assignments)) == len(assignments)
    assert len(assignments) == math.prod(len(forms) for forms in scene.forms.values())
    assert attempt(scene, scene.course).kind == "correct"


def test_checking_every_shape_stops_all_but_a_square_x_with_examples_as_rows(
    observations: tuple[Observation, ...],
) -> None:
    tried = audit.tried(Evidence({}, observations).values("assignment"))
    missed = [one for one in tried if one.wrong and "assert every shape" not in one.stopped_by]
    assert missed
    assert all(one.scene == SQUARE.name and one.forms["x"] == "(m, n)" for one in missed)


def test_the_series_counts_what_the_audit_found(observations: tuple[Observation, ...]) -> None:
    part = _part("rank_1", Evidence({}, observations))
    kinds = Counter(attempt(scene, forms).kind for scene in SCENES for forms in scene.assignments())
    counted = {row["of"]: row["value"] for row in part.series if row["quantity"] == "outcome"}
    assert counted == kinds
    slips = {(row["of"], row["to"]): row["value"] for row in part.series if "to" in row}
    assert {array for (array, to), wrong in slips.items() if to == "rank 1" and wrong} == {"w"}
    assert part.word == "true when"


def _tried(wrong: Callable[[dict[str, shapes.Form]], bool]) -> Evidence:
    """An audit with silently wrong outcomes where said, and no others."""
    observations = [
        Observation(
            claim="C7",
            quantity="assignment",
            factors={
                **{"scene": scene.name, "line": "", "error": "", "stopped_by": ""},
                **{name: shapes.words(form) for name, form in forms.items()},
                "outcome": "silently wrong" if wrong(forms) else "correct",
            },
            value=1.0,
        )
        for scene in SCENES
        for forms in scene.assignments()
    ]
    return Evidence({}, tuple(observations))


def test_rank_1_is_judged_by_how_often_it_is_silently_wrong() -> None:
    def any_flat(forms: dict[str, shapes.Form]) -> bool:
        return any(len(form) == 1 for form in forms.values())

    assert _part("rank_1", _tried(lambda _: False)).word == "false"
    flat_w = _part("rank_1", _tried(lambda forms: len(forms["w"]) == 1))
    assert (flat_w.word, flat_w.holds_at) == ("true when", ("w",))
    assert all(
        comparison.finding == "supports"
        for comparison in _part("rank_1", _tried(any_flat)).comparisons
        if comparison.factors["others"] == "as in the course"
    )


def test_the_notes_lines_raise_as_written_and_run_when_corrected(
    observations: tuple[Observation, ...],
) -> None:
    part = _part("note_lines", Evidence({}, observations))
    assert part.word == "false"
    assert {(each.factors["line"], each.note) for each in part.comparisons} == {
        ("np.random.randn((2, 2))", "raises TypeError"),
        ("np.zero((2, 1))", "raises AttributeError"),
    }
    assert error_of("random.randn", (2, 2)) == ""
    assert error_of("zeros", ((2, 1),)) == ""


def test_every_timed_comparison_is_of_cases_that_the_grid_runs() -> None:
    for _, works, pairs in COMPARED.values():
        for slow, fast in pairs:
            cases = [case for work in works for case in timed.cases(work, fast.implementation)]
            implementations = [load(way.implementation) for way in (slow, fast)]
            known = {case.id for case in select(PROFILES["full"], implementations)}
            assert any({timed.id_of(case, slow), case.id} <= known for case in cases)
