"""`propbench regress`: from the command line to the exit code."""

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from propbench.bench import folders
from propbench.bench.exits import DONE, UsageError
from propbench.bench.interrupts import as_interrupts
from propbench.bench.messages import say
from propbench.bench.process import ROOT
from propbench.bench.progress import meter
from propbench.bench.regression import fallback, pace
from propbench.bench.regression.comparing import Request, compare
from propbench.bench.regression.output import junit, markdown, terminal
from propbench.bench.regression.sampling.cores import require_facilities
from propbench.bench.regression.sides import builds
from propbench.bench.regression.sides.git import NoBaseError, Repository, UnknownReferenceError, top
from propbench.bench.regression.sides.listing import Choice, listed, within
from propbench.bench.regression.sides.place import Role
from propbench.bench.regression.sides.refusals import NotComparableError
from propbench.bench.regression.store import FOLDER, load, rejudged, require_writable, save
from propbench.bench.regression.verdict.records import RegressionRun, RegressionVerdict
from propbench.bench.regression.verdict.settings import Settings
from propbench.bench.results import ResultError, write_atomically

SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"


# A cancelled CI job gets a signal; the working trees are to be removed all the same.
@as_interrupts()
def regress(options: argparse.Namespace) -> int:
    """Compare or replay; the exit code of the verdict."""
    if options.store_ratios:
        fallback.store()
        return DONE
    if options.replay:
        return _replay(options)
    require_facilities()
    try:
        request = resolved(options)
        folders.make(options.out)
        require_writable(options.out)
        run = _compared(request, options.out)
    except NoBaseError as error:
        return _fall_back(options, str(error))
    path = save(options.out, run)
    assert run.verdict is not None
    _publish(options, run, run.verdict)
    say(f"Every sample is in {path}")
    return run.verdict.exit_code


def _compared(request: Request, out: Path) -> RegressionRun:
    n, settings = len(request.targets), request.settings
    say(pace.plan(n, settings))
    with meter(pace.predicted_s(n, settings)) as progress:
        return compare(request, progress, lambda partial: _keep(out, partial))


def _fall_back(options: argparse.Namespace, why: str) -> int:
    if options.repository.resolve() != ROOT.resolve():
        raise ResultError(f"there is no base to compare with: {why}")
    code, lines = fallback.run(why, options.fallback_may_pass)
    print("\n".join(lines))
    append_summary("\n".join(["## Timing", "", *(f"- {line}" for line in lines), ""]))
    return code


def resolved(options: argparse.Namespace) -> Request:
    """The request. Raises UsageError, NoBaseError."""
    repository = Repository(top(options.repository.resolve()))
    try:
        base, head = _base(repository, options.base), repository.commit("HEAD")
    except UnknownReferenceError as error:
        raise UsageError(str(error)) from error
    choice = _choice(options, repository.folder)
    dirty, parted = repository.is_dirty(), repository.merge_base(base, head)
    sides: dict[Role, str] = {"base": parted, "head": repository.snapshot() if dirty else head}
    built = _built(options, repository, sides)
    targets = listed(replace(choice, built=built.get("head")))
    if not targets:
        like = "*-train_step-*"
        raise UsageError(f"no case matches {options.cases!r}; a pattern is such as {like!r}")
    if parted == head and not dirty:
        why = f"base and head are the same commit, {head[:12]}, and nothing is uncommitted"
        raise NotComparableError(f"{why}; name an earlier commit as --base")
    return Request(
        repository=repository,
        base=sides["base"],
        head=sides["head"],
        head_dirty=dirty,
        targets=targets,
        implementations=choice.implementations,
        pattern=options.cases,
        accepted=tuple(options.accept),
        settings=Settings(),
        out=options.out.resolve(),
        built=built,
    )


def _built(
    options: argparse.Namespace, repository: Repository, commits: Mapping[Role, str]
) -> dict[Role, Path]:
    """What was built of each side; of none, where nothing has to be."""
    if options.build is None:
        return {}
    if not options.build.strip():
        raise UsageError(f"--build: no command; leave it out, or give {builds.COMMAND!r}")
    if repository.folder.resolve() == ROOT.resolve():
        raise UsageError("--build is for a package of your own, in its repository")
    folders.make(options.out)
    cache = options.out.resolve() / builds.FOLDER
    return builds.built(repository, commits, options.build, cache, say)


def _base(repository: Repository, reference: str) -> str:
    try:
        return repository.commit(reference)
    except UnknownReferenceError as error:
        if repository.is_shallow():
            more = "`git fetch --unshallow` gets the rest"
            raise NoBaseError(f"this shallow clone lacks {reference!r}: {more}") from error
        raise


def _choice(options: argparse.Namespace, folder: Path) -> Choice:
    if options.module:
        return Choice(folder, module=options.module.resolve(), pattern=options.cases)
    try:
        names = tuple(within(name, folder)[0] for name in options.impl)
    except LookupError as error:
        raise UsageError(str(error)) from error
    if folder != ROOT.resolve():
        _require_own(names, folder)
    return Choice(folder, names, pattern=options.cases)


def _require_own(chosen: Sequence[str], folder: Path) -> None:
    """Implementations of the running copy are the same on both sides of another repository."""
    parts = (name.partition(":")[0] for name in chosen)
    foreign = [name for name in parts if not (folder / name / "__init__.py").is_file()]
    if foreign or not chosen:
        lacking = f"--impl: {folder} has no {foreign[0]}/__init__.py" if foreign else "no --impl"
        raise UsageError(f"{lacking}; name a folder of that repository, or a file with --module")


def _replay(options: argparse.Namespace) -> int:
    if not options.replay.is_file():
        kept = options.out / FOLDER
        raise UsageError(f"--replay: {options.replay} is no file; comparisons are kept in {kept}")
    run = load(options.replay)
    verdict = rejudged(run, options.replay.name)
    _publish(options, run, verdict)
    return verdict.exit_code


def _publish(options: argparse.Namespace, run: RegressionRun, verdict: RegressionVerdict) -> None:
    print("\n".join(terminal.lines(run, verdict)))
    if options.junit:
        write_atomically(options.junit, junit.text(run, verdict))
    if options.markdown:
        write_atomically(options.markdown, markdown.text(run, verdict))
    append_summary(markdown.text(run, verdict))


def append_summary(text: str) -> None:
    """Add to the summary of a job, where the CI system has named a file for it."""
    if os.environ.get(SUMMARY_VARIABLE):
        with Path(os.environ[SUMMARY_VARIABLE]).open("a", encoding="utf-8") as file:
            file.write(text)


def _keep(out: Path, partial: RegressionRun) -> None:
    if partial.restarts:
        path = save(out, partial)
        say(f"\nInterrupted; what is finished is kept in {path}")
