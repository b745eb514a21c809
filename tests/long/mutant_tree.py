"""A copy of the repository in which mutants are tried, one at a time."""

import difflib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

from tests.long.mutant_sample import ROOT, STRATA, Mutant, Stratum, into

PYTHON = ROOT / ".venv" / "bin" / "python"
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
"""As in `tests/conftest.py`, which comes after the libraries here."""


class Tree:
    """A copy of the repository, in which one mutant at a time lives, and a process that tests it.

    What a stratum's tests take without a mutant, and what Numba compiles for them, is found when
    its first mutant comes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cache, self.compiled = folder / "numba-cache", folder / "numba-whole"
        self.seconds: dict[str, dict[str, float]] = {}
        subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True)  # noqa: S607
        (folder / ".venv").symlink_to(ROOT / ".venv")
        files = folder.with_name(f"{folder.name}-files")
        files.mkdir()
        single = dict.fromkeys(ONE_THREAD, "1")
        places = {"PYTHONPATH": folder, "NUMBA_CACHE_DIR": self.cache, "TMPDIR": files}
        self.process = subprocess.Popen(
            [PYTHON, "-m", "tests.long.mutant_trial"],
            cwd=folder,
            env={**os.environ, **single, **{name: str(path) for name, path in places.items()}},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tried(self, mutant: Mutant, first: Sequence[str]) -> dict[str, Any]:
        """What became of a mutant. Raises SystemExit where the tests fail without it."""
        stratum = STRATA[mutant.stratum]
        if mutant.stratum not in self.seconds:
            self._without(mutant.stratum)
        file = self.folder / mutant.file
        whole, when = file.read_text("utf-8"), file.stat()
        changed = mutate_code(whole, get_operator(mutant.operator)(), mutant.occurrence)
        lines = difflib.unified_diff(whole.splitlines(), changed.splitlines(), n=0, lineterm="")
        if stratum.compiled:
            self._compiled_before(file)
        try:
            file.write_text(changed, "utf-8")
            found = self._outcome(stratum, first, self.seconds[mutant.stratum])
        finally:
            file.write_text(whole, "utf-8")
            # As old as what was compiled from it.
            os.utime(file, ns=(when.st_atime_ns, when.st_mtime_ns))
        return {
            **mutant.__dict__,
            "change": list(lines)[3:],
            "survived": not found["failed"],
            "failed": found["failed"],
            "seconds": round(found["in_all"]),
            "reason": "",
        }

    def _without(self, name: str) -> None:
        """The tests of a stratum without a mutant."""
        found = self._outcome(STRATA[name], (), {})
        said = f"{name}: tests without a mutant, {found['in_all']:.0f} s"
        print(said, file=sys.stderr, flush=True)
        if found["failed"]:
            raise SystemExit(f"{name}: {found['failed']} fails without a mutant; mend it first")
        self.seconds[name] = found["seconds"]
        if STRATA[name].compiled:
            shutil.copytree(self.cache, self.compiled)

    def _outcome(
        self, stratum: Stratum, first: Sequence[str], seconds: dict[str, float]
    ) -> dict[str, Any]:
        arguments = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
        arguments += ["-k", stratum.only] if stratum.only else []
        arguments += [f"tests/{test}" for test in stratum.tests]
        asked = {"arguments": arguments, "first": first, "seconds": seconds}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def _compiled_before(self, file: Path) -> None:
        """What was compiled without a mutant, but for what the file's functions went into."""
        shutil.rmtree(self.cache)
        shutil.copytree(self.compiled, self.cache)
        for stem in into(file):
            for compiled in self.cache.glob(f"{file.parent.name}_*/{stem}.*"):
                compiled.unlink()
