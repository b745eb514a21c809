"""The proof that a side ran its own code: where everything that it loaded came from."""

import sys
import sysconfig
from pathlib import Path

from propbench.bench.regression.sampling.works import implementation
from propbench.bench.regression.sides.cases_file import LISTING
from propbench.bench.regression.sides.targets import Target

_INSTALLED = {"site-packages", "dist-packages"}
_STANDARD = sysconfig.get_path("stdlib")
_HARNESS = Path(__file__).resolve().parents[3]
"""What drives every side."""


def fault(targets: list[Target], tree: Path, repository: Path) -> str:
    """What was not loaded from this side's tree, and from where, or an empty string.

    A module of the repository's working folder is that of both sides, as when it is installed
    editable; and functions for which nothing of the tree was loaded compare nothing.
    """
    sources = {target.source for target in targets if target.case is not None}
    for folder in (Path(implementation(source).folder).resolve() for source in sorted(sources)):
        if not folder.is_relative_to(tree):
            return f"{folder.name} was loaded from {folder}, which is that of both sides"
    loaded = _files()
    for name, file in sorted(loaded.items()):
        own = file.is_relative_to(tree) or file.is_relative_to(_HARNESS)
        if file.is_relative_to(repository) and not own:
            return f"{name} was loaded from {file}, which is that of both sides"
    callables = any(target.kind == "callable" for target in targets)
    if callables and not any(file.is_relative_to(tree) for file in loaded.values()):
        return "its functions use nothing of its tree: both sides ran the same code"
    return ""


def _files() -> dict[str, Path]:
    """Modules with a file, but the file of cases, and those installed: they may lie in a tree."""
    places = {
        name: Path(file)
        for name, module in list(sys.modules.items())
        if name != LISTING and (file := getattr(module, "__file__", None))
    }
    return {
        name: place.resolve()
        for name, place in places.items()
        if not _INSTALLED & set(place.parts) and not place.is_relative_to(_STANDARD)
    }
