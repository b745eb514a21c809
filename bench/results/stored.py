"""Where stored runs lie in a folder for results, and which one a word names."""

from pathlib import Path

from propbench.bench.exits import UsageError
from propbench.bench.results.store import RUN_FILE

KINDS = ("runs", "time")
"""Folders of runs, of `propbench run` and of `propbench time`; a run is named by when it began."""

_MOST_NAMED = 3


def stored(out: Path) -> list[Path]:
    """Folders of all runs below a folder for results, oldest first. No link is followed."""
    beside = [out / kind for kind in KINDS]
    inside = (folder for kind in beside if not kind.is_symlink() for folder in kind.glob("*"))
    return sorted(
        (folder for folder in inside if _is_run(folder) and not folder.is_symlink()),
        key=lambda folder: folder.name,
    )


def run_named(word: str, out: Path) -> Path:
    """The folder of a run: its path, the path of a folder with runs, of which the newest counts,
    or its name in `out`. Raises UsageError, with the newest that there are."""
    path = Path(word)
    for folder in (path, *(out / kind / word for kind in KINDS)):
        if _is_run(folder):
            return folder
    within = [*stored(path), *sorted(folder for folder in path.glob("*") if _is_run(folder))]
    if within:
        return within[-1]
    names = [folder.name for folder in stored(out)[: -_MOST_NAMED - 1 : -1]]
    there = f"the newest there are {', '.join(names)}" if names else "there is none"
    raise UsageError(f"no run {word!r}, here or in {out}: {there}")


def _is_run(folder: Path) -> bool:
    return (folder / RUN_FILE).is_file()
