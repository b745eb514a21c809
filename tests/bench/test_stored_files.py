"""Whatever lies where a stored file is expected is refused before it is read, in one line."""

import lzma
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from propbench.bench import results
from propbench.bench.results import ResultError
from tests.bench.stored_runs import change, run

HUGE_BYTES = 2**40
"""Larger than any memory; of a file with nothing in it."""


def _huge(path: Path) -> None:
    path.touch()
    os.truncate(path, HUGE_BYTES)


@pytest.mark.parametrize("name", ["run.json", "checks.jsonl", "process-1.jsonl", "costs.jsonl"])
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_huge, "is larger than 256 MiB"),
        (os.mkfifo, "is no file"),
        (Path.mkdir, "is no file"),
        (lambda path: path.symlink_to("/dev/zero"), "is no file"),
    ],
)
def test_what_is_no_file_or_too_large_is_refused(
    tmp_path: Path, name: str, make: Callable[[Path], None], reason: str
) -> None:
    run(tmp_path)
    (tmp_path / name).unlink(missing_ok=True)
    make(tmp_path / name)
    with pytest.raises(ResultError, match=f"{name} {reason}"):
        results.load(tmp_path)


def test_more_processes_than_there_can_be_are_refused(tmp_path: Path) -> None:
    run(tmp_path)
    change(tmp_path, processes=10**9)
    with pytest.raises(ResultError, match="processes: Input should be less than or equal to 1000"):
        results.load(tmp_path)


def test_the_files_of_a_run_are_its_own(tmp_path: Path) -> None:
    run(tmp_path)
    change(tmp_path, files={"../../etc/passwd": 1})
    with pytest.raises(ResultError, match="files"):
        results.load(tmp_path)


def test_what_unpacks_to_too_much_or_needs_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "packed.xz"
    text = "x" * (2**20 + 1)
    path.write_bytes(results.pack(text))
    assert results.unpack(path, len(text)) == text
    with pytest.raises(ResultError, match=r"packed\.xz unpacks to more than 1 MiB$"):
        results.unpack(path, len(text) - 1)
    large = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 2**29}]
    path.write_bytes(lzma.compress(b"x", filters=large))
    with pytest.raises(ResultError, match=r"packed\.xz cannot be read: Memory usage limit"):
        results.unpack(path, 10_000)


def test_what_is_packed_ends_where_it_says(tmp_path: Path) -> None:
    path, packed = tmp_path / "packed.xz", results.pack("text")
    for content in (packed[:-1], packed + b"more"):
        path.write_bytes(content)
        with pytest.raises(ResultError, match=r"packed\.xz cannot be read: it does not end"):
            results.unpack(path, 10_000)
