"""Every shape that the vectors of logistic regression can be given, run through one descent step.

The step is the course's script, line by line, as a student runs it: each line takes what the last
one left. It raises, or it ends; where it ends, its numbers are compared with the right ones.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from types import SimpleNamespace
from typing import Any, Literal

import numpy as np

from propbench.impls.contract import Array

LEARNING_RATE = 0.5
SEED = 7

Form = tuple[str | int, ...]
"""A shape in words: ("n", 1) is a column of n. ("m", "n") is x with its examples as rows."""
Class = Literal["correct", "other shape", "silently wrong", "exception"]

_COLUMN, _ROW, _FLAT = ("n", 1), (1, "n"), ("n",)
_PER_EXAMPLE = ((1, "m"), ("m",), ("m", 1))
_NUMBER: tuple[Form, ...] = ((), (1,), (1, 1))


@dataclass(frozen=True)
class Scene:
    """Sizes n and m, and the forms of each argument; the first one is the course's."""

    name: str
    n: int
    m: int
    forms: Mapping[str, tuple[Form, ...]]

    @property
    def sizes(self) -> dict[str, int]:
        return {"n": self.n, "m": self.m}

    @property
    def course(self) -> dict[str, Form]:
        return {argument: forms[0] for argument, forms in self.forms.items()}

    def assignments(self) -> Iterator[dict[str, Form]]:
        """Each argument in each of its forms, all crossed."""
        for chosen in product(*self.forms.values()):
            yield dict(zip(self.forms, chosen, strict=True))


_ONE: dict[str, tuple[Form, ...]] = {
    "x": (_COLUMN, _FLAT, _ROW),
    "w": (_COLUMN, _FLAT, _ROW),
    "y": ((1, 1), (1,), ()),
    "b": _NUMBER,
}
_MANY: dict[str, tuple[Form, ...]] = {
    "x": (("n", "m"), ("m", "n")),
    "w": (_COLUMN, _FLAT, _ROW),
    "y": _PER_EXAMPLE,
    "b": (*_NUMBER, *_PER_EXAMPLE),
}

SCENES = (
    Scene("one example", 3, 1, _ONE),
    Scene("several examples", 3, 5, _MANY),
    Scene("as many examples as features", 4, 4, _MANY),
)

Values = SimpleNamespace
"""x, w, y, b and m as given, and what the lines have added."""

LINES: Mapping[str, Callable[[Values], Any]] = {
    "z": lambda v: np.dot(v.w.T, v.x) + v.b,
    "a": lambda v: 1 / (1 + np.exp(-v.z)),
    "loss": lambda v: -np.sum(v.y * np.log(v.a) + (1 - v.y) * np.log(1 - v.a)) / v.m,
    "dz": lambda v: v.a - v.y,
    "dw": lambda v: np.dot(v.x, v.dz.T) / v.m,
    "db": lambda v: np.sum(v.dz) / v.m,
    "new_w": lambda v: v.w - LEARNING_RATE * v.dw,
    "new_b": lambda v: v.b - LEARNING_RATE * v.db,
}
"""The script, a line each, by the name that the line assigns."""

REMEDIES: Mapping[str, Callable[[Scene, Values], bool]] = {
    "no rank-1 array": lambda _, v: all(np.ndim(array) != 1 for array in (v.x, v.w, v.y, v.b)),
    "assert dw.shape == w.shape": lambda _, v: v.dw.shape == v.w.shape,
    "assert every shape": lambda scene, v: (
        (v.x.shape, v.w.shape, v.y.shape, np.size(v.b))
        == ((scene.n, scene.m), (scene.n, 1), (1, scene.m), 1)
    ),
}
"""Rules that let a finished script pass, or stop it."""


@dataclass(frozen=True)
class Outcome:
    """What became of one assignment.

    `line` is the first that raised, or whose numbers were wrong; `stopped_by` are the remedies
    that would not have let it pass.
    """

    kind: Class
    line: str = ""
    error: str = ""
    stopped_by: tuple[str, ...] = ()


def attempt(scene: Scene, forms: Mapping[str, Form]) -> Outcome:
    """Run the script on one assignment and compare it with the course's shapes."""
    values = given(scene, forms)
    for line, compute in LINES.items():
        try:
            setattr(values, line, compute(values))
        except (ValueError, IndexError, TypeError) as error:
            return Outcome("exception", line, type(error).__name__)
    return _compared(scene, forms, values)


def right_answers(scene: Scene) -> Values:
    """The script on the course's shapes."""
    values = given(scene, scene.course)
    for line, compute in LINES.items():
        setattr(values, line, compute(values))
    return values


def given(scene: Scene, forms: Mapping[str, Form]) -> Values:
    """The scene's x, w, y, b in these forms, and m."""
    draw = np.random.default_rng(SEED)
    x, w = draw.standard_normal((scene.n, scene.m)), draw.standard_normal((scene.n, 1))
    y = (draw.random((1, scene.m)) < 0.5).astype(np.float64)
    arrays = {"x": x, "w": w, "y": y, "b": np.array([[0.25]])}
    formed = {name: in_form(arrays[name], form, scene.sizes) for name, form in forms.items()}
    return Values(**formed, m=scene.m)


def in_form(array: Array, form: Form, sizes: Mapping[str, int]) -> Array:
    """The same numbers in another shape; one number is repeated to fill it."""
    shape = tuple(sizes[size] if isinstance(size, str) else size for size in form)
    if form == ("m", "n"):
        return array.T.copy()
    return np.full(shape, array.item()) if array.size == 1 else array.reshape(shape)


def difference(one: Form, other: Form, n: int) -> tuple[int, ...]:
    """The shape of the difference of two vectors of n numbers."""
    vector = np.arange(float(n))
    sizes = {"n": n}
    return (in_form(vector, one, sizes) - in_form(vector, other, sizes)).shape


VECTOR_FORMS: tuple[Form, ...] = (_FLAT, _COLUMN, _ROW)


def words(form: Form) -> str:
    """As Python prints a shape."""
    return f"({', '.join(map(str, form))}{',' if len(form) == 1 else ''})"


def _compared(scene: Scene, forms: Mapping[str, Form], values: Values) -> Outcome:
    right = right_answers(scene)
    # A bias that is kept once for each example is right when every copy is.
    right.new_b = in_form(np.reshape(right.new_b, (1, 1)), forms["b"], scene.sizes)
    wrong = [line for line in LINES if not _same_numbers(getattr(values, line), right, line)]
    if wrong:
        stopped = tuple(name for name, passes in REMEDIES.items() if not passes(scene, values))
        return Outcome("silently wrong", wrong[0], stopped_by=stopped)
    alike = all(np.shape(getattr(values, line)) == np.shape(getattr(right, line)) for line in LINES)
    return Outcome("correct" if alike else "other shape")


def _same_numbers(result: Any, right: Values, line: str) -> bool:
    """Whether the numbers agree in their order, whatever the rank."""
    expected = np.ravel(getattr(right, line))
    found = np.ravel(result)
    return found.size == expected.size and bool(np.allclose(found, expected, rtol=1e-12))
