"""Compiled code of earlier sessions is used again, and never after a change."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.compiled import SOURCES, folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for source in SOURCES:
        (tmp_path / source).mkdir(parents=True)
        (tmp_path / source / "kernel.py").write_text("f = 1\n")
    return tmp_path


def _used(root: Path) -> Path:
    """The folder of a session that has ended."""
    with ExitStack() as session:
        return folder(session, root / ".compiled", root)


def test_what_was_compiled_is_used_again(root: Path) -> None:
    first = _used(root)
    (first / "code").touch()
    assert (_used(root) / "code").exists()


@pytest.mark.parametrize("source", SOURCES)
def test_after_any_change_all_is_compiled_again(root: Path, source: str) -> None:
    first = _used(root)
    (root / source / "kernel.py").write_text("f = 2\n")
    second = _used(root)
    assert second != first
    assert list((root / ".compiled").iterdir()) == [second]


def test_a_session_beside_another_has_a_place_of_its_own(root: Path) -> None:
    with ExitStack() as session:
        first = folder(session, root / ".compiled", root)
        private = _used(root)
        assert private != first
        assert not private.exists()
        (root / SOURCES[0] / "kernel.py").write_text("f = 2\n")
        _used(root)
        assert first.exists()


def test_where_nobody_may_write_there_is_a_private_place(root: Path) -> None:
    (root / ".compiled").touch()
    assert not _used(root).is_relative_to(root)
