"""Where results go when nobody says."""

from pathlib import Path

import pytest

from propbench.bench import folders


def test_results_go_to_the_checkout_or_to_a_folder_of_their_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert folders.default_out() == Path("propbench-out")
    for floor in ("propbench", "reports"):
        Path(floor).mkdir()
        Path(floor, "__init__.py").touch()
    assert folders.default_out() == Path("reports/out")


def test_the_folder_that_nobody_named_is_no_uncommitted_work(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    folders.make(folders.default_out())
    assert Path("propbench-out/.gitignore").read_text("utf-8") == "*\n"
    folders.make(tmp_path / "named")
    assert list((tmp_path / "named").iterdir()) == []
