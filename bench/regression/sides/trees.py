"""Two symmetric working trees, and the private folder in which a comparison runs.

The names have equal lengths, both are checked out the same way, and the trees change places on
every restart: where a tree lies is no difference between the sides. What is compiled is cached
within the tree, beside its source, and moves with it.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from propbench.bench.process import ROOT
from propbench.bench.regression.sides.git import Repository
from propbench.bench.regression.sides.place import Role
from propbench.bench.regression.sides.refusals import NotComparableError

PLACES: dict[Role, str] = {"base": "t1", "head": "t2", "aa": "t3"}
"""The folder of each side before any exchange."""
PACKAGE = Path("propbench") / "__init__.py"


@dataclass
class Trees:
    """The folder of a comparison: harness, and a tree a side.

    The harness holds head's `bench`, which drives every side: one definition of every case.
    """

    folder: Path
    swapped: bool = False

    @property
    def harness(self) -> Path:
        return self.folder / "harness"

    @property
    def of_another_repository(self) -> bool:
        """Whether the trees have no `impls` of their own, and the harness brings it."""
        return (self.harness / "impls").exists()

    def of(self, role: Role) -> Path:
        """Where a side lies at present."""
        return self.folder / self._name(role)

    def package(self, role: Role) -> Path:
        """The folder that holds the `propbench` of a side: head's `bench`, the side's `impls`."""
        return self.harness / self._name(role)

    def _name(self, role: Role) -> str:
        names = dict(PLACES)
        if self.swapped:
            names |= {"base": PLACES["head"], "head": PLACES["base"]}
        return names[role]

    def copy_base(self) -> None:
        """A second base, with what the first has compiled."""
        ignored = shutil.ignore_patterns(".git")
        shutil.copytree(self.of("base"), self.of("aa"), symlinks=True, ignore=ignored)

    def swap(self) -> None:
        """Base and head change places."""
        base, head, aside = self.of("base"), self.of("head"), self.folder / "xx"
        base.rename(aside)
        head.rename(base)
        aside.rename(head)
        self.swapped = not self.swapped


@contextmanager
def checked_out(repository: Repository, base: str, head: str) -> Iterator[Trees]:
    """The trees of two commits, removed afterwards whatever happens."""
    with tempfile.TemporaryDirectory(prefix="propbench-") as private:
        trees = Trees(Path(private))
        commits: dict[Role, str] = {"base": base, "head": head}
        try:
            for role, commit in commits.items():
                repository.add_tree(trees.of(role), commit)
            _copy_harness(trees, own=_are_propbench(repository, trees, commits))
            yield trees
        finally:
            if trees.swapped:
                trees.swap()
            for role in commits:
                if trees.of(role).exists():
                    repository.remove_tree(trees.of(role))


def _are_propbench(repository: Repository, trees: Trees, commits: dict[Role, str]) -> bool:
    """Whether both trees are propbench's own. Raises NotComparableError where only one is.

    A commit from before it was one package cannot be imported as one.
    """
    older = [commit for role, commit in commits.items() if not (trees.of(role) / PACKAGE).is_file()]
    if len(older) == len(commits) and repository.folder != ROOT:
        return False
    if older:
        raise NotComparableError(
            f"{older[0][:9]} has no folder propbench/, it is older than the package: "
            "name a later commit with --base"
        )
    return True


def _copy_harness(trees: Trees, own: bool) -> None:
    """The running `bench`; and `impls` when another repository is compared, which has none."""
    for part in ("bench",) if own else ("bench", "impls"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "propbench" / part, trees.harness / part, ignore=ignored)
    for name in PLACES.values():
        package = trees.harness / name / "propbench"
        package.mkdir(parents=True)
        shutil.copy(ROOT / "propbench" / "__init__.py", package)
        (package / "bench").symlink_to(trees.harness / "bench")
        (package / "impls").symlink_to((trees.folder / name if own else trees.harness) / "impls")
