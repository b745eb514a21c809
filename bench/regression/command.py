"""`propbench regress`: from the command line to the exit code."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from propbench.bench import folders
from propbench.bench.exits import DONE, UsageError
from propbench.bench.regression import fallback
from propbench.bench.regression.comparing import compare
from propbench.bench.regression.git import NoBaseError, Repository, UnknownReferenceError, top
from propbench.bench.regression.judge import judge
from propbench.bench.regression.output import junit, markdown, terminal
from propbench.bench.regression.records import Comparison, Judgement
from propbench.bench.regression.request import Request, callable_targets, grid_targets
from propbench.bench.regression.settings import Settings
from propbench.bench.regression.store import FOLDER, load, require_writable, save
from propbench.bench.regression.targets import Target
from propbench.bench.results import ResultError, write_atomically
from propbench.bench.timing.worker import ROOT

SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"


def regress(options: argparse.Namespace) -> int:
    """Compare or replay; the exit code of the verdict."""
    # A cancelled CI job gets this signal; the working trees are to be removed all the same.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if options.store_ratios:
        fallback.store(_told)
        return DONE
    if options.replay:
        return _replay(options)
    try:
        request = resolved(options)
        folders.make(options.out)
        require_writable(options.out)
        comparison = compare(request, _told, lambda partial: _keep(options.out, partial))
    except NoBaseError as error:
        return _fall_back(options, str(error))
    path = save(options.out, comparison)
    assert comparison.judgement is not None
    _publish(options, comparison, comparison.judgement)
    print(f"Every sample is in {path}", file=sys.stderr)
    return comparison.judgement.exit_code


def _fall_back(options: argparse.Namespace, why: str) -> int:
    if options.repository.resolve() != ROOT.resolve():
        raise ResultError(f"there is no base to compare with: {why}")
    code, lines = fallback.run(why, options.fallback_may_pass, _told)
    print("\n".join(lines))
    append_summary("\n".join(["## Timing", "", *(f"- {line}" for line in lines), ""]))
    return code


def resolved(options: argparse.Namespace) -> Request:
    """The request. Raises UsageError, NoBaseError."""
    repository = Repository(top(options.repository.resolve()))
    try:
        base, head = _base(repository, options.base), repository.commit("HEAD")
        targets = _targets(options, repository.folder)
    except (UnknownReferenceError, LookupError) as error:
        raise UsageError(str(error.args[0])) from error
    if not targets:
        like = "*-train_step-*"
        raise UsageError(f"no case matches {options.cases!r}; a pattern is such as {like!r}")
    dirty = repository.is_dirty()
    return Request(
        repository=repository,
        base=repository.merge_base(base, head),
        head=repository.snapshot() if dirty else head,
        head_dirty=dirty,
        targets=targets,
        implementations=tuple(options.impl),
        pattern=options.cases,
        accepted=tuple(options.accept),
        settings=Settings(),
        out=options.out.resolve(),
    )


def _base(repository: Repository, reference: str) -> str:
    try:
        return repository.commit(reference)
    except UnknownReferenceError as error:
        if repository.is_shallow():
            more = "`git fetch --unshallow` gets the rest"
            raise NoBaseError(f"this shallow clone lacks {reference!r}: {more}") from error
        raise


def _targets(options: argparse.Namespace, folder: Path) -> tuple[Target, ...]:
    if options.module:
        return callable_targets(options.module.resolve(), folder, options.cases)
    if folder != ROOT.resolve():
        _require_own(options.impl, folder)
    return grid_targets(options.impl, folder, options.cases)


def _require_own(chosen: Sequence[str], folder: Path) -> None:
    """Implementations of the running copy are the same on both sides of another repository."""
    foreign = [name for name in chosen if not (folder / name / "__init__.py").is_file()]
    if foreign or not chosen:
        lacking = f"--impl: {folder} has no {foreign[0]}/__init__.py" if foreign else "no --impl"
        raise UsageError(f"{lacking}; name a folder of that repository, or a file with --module")


def _replay(options: argparse.Namespace) -> int:
    if not options.replay.is_file():
        kept = options.out / FOLDER
        raise UsageError(f"--replay: {options.replay} is no file; comparisons are kept in {kept}")
    comparison = load(options.replay)
    judgement = judge(comparison)
    if judgement != comparison.judgement:
        why = "it was changed, or judged by another version of the check"
        raise ResultError(f"{options.replay.name}: its samples do not give its verdict: {why}")
    _publish(options, comparison, judgement)
    return judgement.exit_code


def _publish(options: argparse.Namespace, comparison: Comparison, judgement: Judgement) -> None:
    print("\n".join(terminal.lines(comparison, judgement)))
    if options.junit:
        write_atomically(options.junit, junit.text(comparison, judgement))
    if options.markdown:
        write_atomically(options.markdown, markdown.text(comparison, judgement))
    append_summary(markdown.text(comparison, judgement))


def append_summary(text: str) -> None:
    """Add to the summary of a job, where the CI system has named a file for it."""
    if os.environ.get(SUMMARY_VARIABLE):
        with Path(os.environ[SUMMARY_VARIABLE]).open("a", encoding="utf-8") as file:
            file.write(text)


def _keep(out: Path, partial: Comparison) -> None:
    if partial.restarts:
        path = save(out, partial)
        print(f"\nInterrupted; what is finished is kept in {path}", file=sys.stderr)


def _told(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
