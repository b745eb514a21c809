"""What is installed: one package with everything that it needs, and nothing beside it."""

import compileall
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from propbench import bench

ROOT = Path(bench.__file__).parents[2]
TINY = (
    *("run", "--profile", "quick", "--impl", "numpy_vectorized"),
    *("--cases", "*-shallow-relu-train_step-m1000-*", "--out"),
)


def build(kind: str, source: Path, folder: Path) -> Path:
    """Build without a network, with the back end of this environment; the file that was made."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of installed packages that nobody may write to, with bytecode as an installer
    leaves it: otherwise every process compiles all that it imports."""
    folder = tmp_path_factory.mktemp("site")
    shutil.unpack_archive(wheel, folder, "zip")
    assert compileall.compile_dir(folder, quiet=1)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder


def installed(site: Path, folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the installed copy from an unrelated folder, where git finds no repository."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(site),
        "GIT_CEILING_DIRECTORIES": str(folder.parent),
    }
    started = [sys.executable, *words]
    return subprocess.run(
        started, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_only_propbench_enters_the_users_namespace(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in contents(wheel)}
    (information,) = (name for name in tops if name.endswith(".dist-info"))
    assert tops == {"propbench", information}


def test_the_wheel_has_the_source_and_data_of_every_floor_and_nothing_generated(
    wheel: Path,
) -> None:
    packed = {name for name in contents(wheel) if name.startswith("propbench/")}
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    tracked = listing.stdout.splitlines()
    floors = ("bench/", "impls/", "reports/")
    wanted = {f"propbench/{name}" for name in tracked if name.startswith(floors)}
    wanted |= {name for name in tracked if name.startswith("propbench/") and name.endswith(".py")}
    wanted = {name for name in wanted if (ROOT / name).is_file()}
    assert packed == {name for name in wanted if not name.startswith("propbench/reports/sample/")}


def test_the_source_archive_holds_real_files_and_builds_the_same_wheel(
    wheel: Path, tmp_path: Path
) -> None:
    packed = build("sdist", ROOT, tmp_path / "sdist")
    with tarfile.open(packed) as archive:
        assert all(member.isreg() for member in archive.getmembers())
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    assert contents(build("wheel", source, tmp_path / "again")) == contents(wheel)


def test_foreign_modules_of_the_same_names_do_no_harm(site: Path, tmp_path: Path) -> None:
    for name in ("bench", "impls", "reports", "tests"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a foreign module')\n", "utf-8")
    done = installed(site, tmp_path, "-m", "propbench", "plan", "--profile", "quick")
    assert done.returncode == 0, done.stderr
    where = installed(site, tmp_path, "-c", "import propbench; print(propbench.__file__)")
    assert where.stdout.strip() == str(site / "propbench" / "__init__.py")


def test_an_installed_copy_measures_and_writes_below_the_named_folder_alone(
    site: Path, tmp_path: Path
) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    out = str(tmp_path / "out")
    measured = installed(site, tmp_path, "-m", "propbench", *TINY, out)
    assert measured.returncode == 0, measured.stderr
    page = installed(site, tmp_path, "-m", "propbench", "report", "--out", out)
    assert page.returncode == 0, page.stderr
    assert (tmp_path / "out" / "index.html").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before
