"""Both sides share the running interpreter unless their locks differ; then each has its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from propbench.bench.regression.sampling.placing import place
from propbench.bench.regression.sides.environments import LOCK, pythons
from propbench.bench.regression.sides.git import NoBaseError
from propbench.bench.regression.sides.trees import Trees

HERE = Path(sys.executable)
UNHASHED = "six==1.17.0\n"


def _trees(folder: Path, base: str | None, head: str | None) -> Trees:
    trees = Trees(folder)
    for tree, lock in ((trees.of("base"), base), (trees.of("head"), head)):
        tree.mkdir()
        if lock is not None:
            (tree / LOCK).write_text(lock, "utf-8")
    return trees


@pytest.mark.parametrize("lock", [None, "", "# the same\n"])
def test_equal_locks_share_the_running_interpreter(tmp_path: Path, lock: str | None) -> None:
    found = pythons(_trees(tmp_path, lock, lock), tmp_path / "environments", print)
    assert (found.base, found.head, found.shared) == (HERE, HERE, True)
    assert not (tmp_path / "environments").exists()


def test_different_locks_get_an_environment_each_which_is_kept(tmp_path: Path) -> None:
    trees, cache = _trees(tmp_path, "# one\n", "# other\n"), tmp_path / "environments"
    messages: list[str] = []
    found = pythons(trees, cache, messages.append)
    assert not found.shared
    asked = [str(found.base), "-c", "import sys; print(sys.prefix)"]
    prefix = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    assert Path(prefix).resolve() == found.base.parents[1].resolve()
    built = [python.parent.stat().st_mtime_ns for python in (found.base, found.head)]
    assert pythons(trees, cache, messages.append) == found
    assert [python.parent.stat().st_mtime_ns for python in (found.base, found.head)] == built
    assert len(messages) == 2
    roles = [place(trees, found, role, 0, 0).python for role in ("base", "aa", "head")]
    assert roles == [found.base, found.base, found.head]


def test_what_is_not_pinned_by_hash_is_never_installed(tmp_path: Path) -> None:
    with pytest.raises(NoBaseError, match="environment cannot be built"):
        pythons(_trees(tmp_path, UNHASHED, ""), tmp_path / "environments", print)


def test_another_repository_uses_this_interpreter_whatever_its_locks(tmp_path: Path) -> None:
    trees = _trees(tmp_path, "# one\n", "# other\n")
    (trees.harness / "impls").mkdir(parents=True)
    assert pythons(trees, tmp_path / "environments", print).shared


def test_bytecode_lies_in_each_sides_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path))
    trees = _trees(tmp_path, None, None)
    both = pythons(trees, tmp_path / "environments", print)
    assert "PYTHONPYCACHEPREFIX" not in place(trees, both, "base", 1, 7).environment


def test_dependencies_that_come_by_the_path_are_found_after_the_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/modules/numpy")
    trees = _trees(tmp_path, None, None)
    both = pythons(trees, tmp_path / "environments", print)
    *own, last = place(trees, both, "base", 1, 7).environment["PYTHONPATH"].split(":")
    assert last == "/modules/numpy"
    assert str(trees.of("base")) in own


def test_the_sides_differ_in_their_tree_alone(tmp_path: Path) -> None:
    trees = _trees(tmp_path, None, None)
    both = pythons(trees, tmp_path / "environments", print)
    base, head = (place(trees, both, role, 1, 7) for role in ("base", "head"))
    assert base.environment["PYTHONHASHSEED"] == head.environment["PYTHONHASHSEED"] == "1"
    assert base.environment["OPENBLAS_NUM_THREADS"] == "1"
    assert len(str(base.tree)) == len(str(head.tree))
    different = {
        name for name, value in base.environment.items() if head.environment[name] != value
    }
    assert different == {"PYTHONPATH"}
