"""What a killed process leaves in the temporary folder is removed by the next, and nothing else."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from propbench.bench import temporary
from propbench.bench.process import ROOT, end, start
from propbench.command import main
from tests.house import named, python_files

WAITS = "    print('made', flush=True); time.sleep(99)\n"
BEGINS = "import pathlib, time; from propbench.bench import temporary\n"
MAKES = BEGINS + "with temporary.folder():\n" + WAITS
KEEPS = (
    "import tempfile, time; from propbench.bench import temporary\n"
    "with temporary.all_in_one(), tempfile.TemporaryDirectory(prefix='propbench-'):\n" + WAITS
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system's temporary folder of this test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@contextmanager
def _owner(program: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that has made its folders; killed at the latest in the end."""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as owner:
        try:
            assert owner.stdout is not None
            assert owner.stdout.readline() == b"made\n"
            yield owner
        finally:
            owner.kill()


def _make_another() -> None:
    with temporary.folder():
        pass


def test_what_is_made_in_another_place_is_removed_there(place: Path) -> None:
    beside = place / "beside"
    beside.mkdir()
    with _owner(
        f"{BEGINS}with temporary.folder(pathlib.Path({str(beside)!r})):\n{WAITS}"
    ) as killed:
        killed.kill()
        killed.wait()
    assert len(list(beside.iterdir())) == 1
    with temporary.folder(beside) as made:
        assert list(beside.iterdir()) == [made]
    assert list(place.iterdir()) == [beside]


@pytest.mark.parametrize("program", [MAKES, KEEPS])
def test_what_a_killed_process_left_is_removed_and_what_a_living_one_has_is_not(
    place: Path, program: str
) -> None:
    with _owner(program) as living, _owner(program) as killed:
        assert living.poll() is None
        both = set(place.iterdir())
        killed.kill()
        killed.wait()
        _make_another()
        (kept,) = place.iterdir()
        assert kept in both
    _make_another()
    assert list(place.iterdir()) == []


def test_no_link_is_followed_and_no_other_file_is_touched(
    place: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "precious").touch()
    (place / f"{temporary.PREFIX}link").symlink_to(elsewhere)
    (place / f"{temporary.PREFIX}file").touch()
    os.mkfifo(place / f"{temporary.PREFIX}pipe")
    (place / "propbench-of-the-user").mkdir()
    abandoned = place / f"{temporary.PREFIX}abandoned"
    abandoned.mkdir()
    (abandoned / "link").symlink_to(elsewhere)
    before = set(place.iterdir())
    _make_another()
    assert set(place.iterdir()) == before - {abandoned}
    assert (elsewhere / "precious").exists()


def test_no_other_users_folder_is_removed_even_by_who_may(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = place / f"{temporary.PREFIX}theirs"
    theirs.mkdir()
    another = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: another)
    _make_another()
    assert theirs.exists()


def test_a_folder_taken_for_abandoned_before_it_is_locked_is_made_again(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def make(*arguments: str, **more: str) -> str:
        made.append(mkdtemp(*arguments, **more))
        if len(made) == 1:
            shutil.rmtree(made[0])
        return made[-1]

    mkdtemp = tempfile.mkdtemp
    monkeypatch.setattr(tempfile, "mkdtemp", make)
    with temporary.folder() as own:
        assert [str(own)] == made[1:]
        assert own.exists()
    assert list(place.iterdir()) == []


def test_makers_that_look_at_the_same_time_leave_each_other_alone(place: Path) -> None:
    program = (
        "from propbench.bench import temporary\n"
        "for n in range(200):\n"
        "    with temporary.folder() as own:\n"
        "        (own / 'mine').touch(); assert (own / 'mine').exists()\n"
    )
    makers = [subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) for _ in range(3)]
    assert [maker.wait() for maker in makers] == [0, 0, 0]
    assert list(place.iterdir()) == []


def test_a_command_that_is_killed_leaves_nothing_to_the_next(place: Path) -> None:
    command = [sys.executable, "-m", "propbench", "env"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as killed:
        while not list(place.glob("*/*/request.json")):
            assert killed.poll() is None
            time.sleep(0.01)
        killed.kill()
    assert list(place.iterdir()) != []
    assert main(["env"]) == 0
    assert list(place.iterdir()) == []


def test_whoever_is_started_keeps_its_temporary_files_in_the_same_folder(place: Path) -> None:
    with temporary.all_in_one(), (place / "said").open("w+b") as said:
        program = "import tempfile; print(tempfile.gettempdir())"
        process = start([sys.executable, "-c", program], dict(os.environ), said)
        process.wait()
        end(process)
        said.seek(0)
        within = Path(said.read().decode().strip())
        assert within.parent == place
        assert within.name.startswith(temporary.PREFIX)
    assert tempfile.gettempdir() == str(place)


def test_no_other_file_makes_temporary_folders() -> None:
    """But for the comparison, which is a command's work alone: all of its files are in one."""
    makers = [
        named(path)
        for path in python_files("bench", "reports")
        if path.name != "temporary.py"
        and "regression" not in path.parts
        and any(word in path.read_text("utf-8") for word in ("TemporaryDirectory", "mkdtemp"))
    ]
    assert makers == []
