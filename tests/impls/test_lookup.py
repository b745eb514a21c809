"""Finding implementations: by folder here, by path elsewhere, and the words when there is none."""

import importlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from propbench import impls
from propbench.impls.contract import ContractError, UnsupportedError
from tests.impls import complex_step
from tests.impls.problems import assert_close, flat, gradients, problem

HERE = Path(impls.__file__).parent
TUNED = 'FAMILY = "loops"\nLEAGUE = "tuned"\n'


@pytest.fixture(autouse=True)
def _forget_loaded_modules() -> Iterator[None]:
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.startswith(("_propbench_outside", "propbench.impls.brand_new")):
            del sys.modules[name]


def copied(folder: Path) -> Path:
    """A copy of the python_loops under another name."""
    shutil.copytree(HERE / "python_loops", folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def assert_computes(implementation: impls.Implementation) -> None:
    given = problem()
    expected = complex_step.gradient(given, flat(given.parameters))
    assert_close(flat(gradients(implementation, given)), expected, 1e-13)


def test_an_unknown_implementation_is_answered_with_those_there_are() -> None:
    with pytest.raises(LookupError) as caught:
        impls.load("numpy_quantum")
    assert "'numpy_quantum'" in str(caught.value)
    for name in impls.names():
        assert name.partition(":")[0] in str(caught.value)


def test_an_unknown_configuration_is_answered_with_those_there_are() -> None:
    with pytest.raises(LookupError, match="python_loops has no configuration 'fast'; it has none"):
        impls.load("python_loops:fast")


def test_names_are_the_folders() -> None:
    folders = {path.parent.name for path in HERE.glob("*/__init__.py")}
    assert {name.partition(":")[0] for name in impls.names()} == folders - {"contract"}


def test_a_folder_elsewhere_is_loaded_by_its_path(tmp_path: Path) -> None:
    folder = copied(tmp_path / "mine")
    implementation = impls.load(str(folder))
    assert implementation.name == "mine"
    assert implementation.folder == folder
    assert_computes(implementation)
    assert Path(implementation.dense.__file__).parent == folder


def test_folders_of_one_name_in_two_places_are_two_implementations(tmp_path: Path) -> None:
    """As with the base and the head of a change."""
    base = copied(tmp_path / "base" / "mine")
    head = copied(tmp_path / "head" / "mine")
    loaded = [impls.load(str(folder)) for folder in (base, head)]
    assert [Path(one.dense.__file__).parent for one in loaded] == [base, head]


def test_a_folder_that_fails_to_load_fails_again_until_it_is_mended(tmp_path: Path) -> None:
    folder = copied(tmp_path / "mine")
    text = (folder / "__init__.py").read_text("utf-8")
    (folder / "__init__.py").write_text("raise OSError('broken')\n", "utf-8")
    for _ in range(2):
        with pytest.raises(OSError, match="broken"):
            impls.load(str(folder))
    (folder / "__init__.py").write_text(text + "# mended\n", "utf-8")
    importlib.invalidate_caches()
    assert_computes(impls.load(str(folder)))


def test_an_absent_file_is_an_empty_cell(tmp_path: Path) -> None:
    folder = copied(tmp_path / "mine")
    (folder / "primitives.py").unlink()
    implementation = impls.load(str(folder))
    assert not implementation.has("primitives")
    with pytest.raises(UnsupportedError, match=r"mine has no primitives\.py"):
        _ = implementation.primitives


def test_a_folder_without_a_layout_says_what_needs_it(tmp_path: Path) -> None:
    folder = copied(tmp_path / "mine")
    (folder / "layout.py").unlink()
    with pytest.raises(ContractError, match=r"mine has no layout\.py, which its activations"):
        _ = impls.load(str(folder)).layout


def test_a_function_that_everyone_must_have_is_missed_by_name(tmp_path: Path) -> None:
    folder = copied(tmp_path / "mine")
    dense = folder / "dense.py"
    dense.write_text(dense.read_text("utf-8").replace("def train_step", "def trainstep"), "utf-8")
    with pytest.raises(ContractError, match=r"dense\.py: got no train_step"):
        impls.load(str(folder)).offers("forward")


def test_a_folder_without_a_declaration_is_named(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match=r"has no __init__\.py"):
        impls.load(str(tmp_path))


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        ('FAMILY = "guesses"\nLEAGUE = "tuned"\nDTYPES = ("float64",)\n', "FAMILY is 'guesses'"),
        ('FAMILY = "loops"\nDTYPES = ("float64",)\n', "LEAGUE is None, expected one of idiomatic"),
        (TUNED, "DTYPES is missing"),
        (f'{TUNED}DTYPES = ("float64")\n', "DTYPES is 'float64', expected a tuple"),
        (f'{TUNED}DTYPES = ("float64", "float16")\n', "DTYPES is .*float16"),
        (f'{TUNED}DTYPES = ("float64",)\nREQUIRES = ("numpy")\n', "REQUIRES is 'numpy'"),
        (f'{TUNED}DTYPES = ("float64",)\nCOMPILE_S = 3.0\n', "COMPILE_S is 3.0, expected two"),
        (f'{TUNED}DTYPES = ("float64",)\nCOMPILE_S = (1, -1)\n', r"COMPILE_S is \(1, -1\)"),
    ],
)
def test_a_folder_that_does_not_say_what_it_is_is_refused(
    tmp_path: Path, declared: str, words: str
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "__init__.py").write_text(declared, "utf-8")
    with pytest.raises(LookupError, match=f"mine/__init__.py: {words}"):
        impls.load(str(tmp_path / "mine"))


def test_adding_an_implementation_is_adding_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied(tmp_path / "brand_new")
    monkeypatch.setattr(impls, "_HERE", tmp_path)
    monkeypatch.setattr(impls, "__path__", [*impls.__path__, str(tmp_path)])
    assert impls.names() == ("brand_new",)
    assert_computes(impls.load("brand_new"))


def test_configurations_follow_a_colon(tmp_path: Path) -> None:
    folder = copied(tmp_path / "mine")
    with (folder / "__init__.py").open("a", encoding="utf-8") as file:
        file.write('CONFIGURATIONS = ("serial", "parallel")\n')
    assert impls.load(f"{folder}:serial").name == "mine:serial"
    names = r"name \S+mine:serial or \S+mine:parallel"
    with pytest.raises(LookupError, match=f"mine has configurations: {names}"):
        impls.load(str(folder))
    assert impls.full_names(str(folder)) == (f"{folder}:serial", f"{folder}:parallel")
    assert impls.full_names(f"{folder}:serial") == (f"{folder}:serial",)
