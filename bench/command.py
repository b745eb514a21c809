"""`propbench plan`, `run` and `env`: from the options of the command line to the exit code."""

import argparse
import shlex
import sys

from propbench.bench import advice, folders, resuming, run
from propbench.bench.exits import CASE_FAILED, DONE, INTERRUPTED
from propbench.bench.results import RunRecord
from propbench.bench.run import Order
from propbench.bench.selection import resolve


def plan(options: argparse.Namespace) -> int:
    """Print what a run would measure, and how long it would take."""
    order = _order(options)
    print("\n".join(order.plan.lines()))
    return DONE


def measure(options: argparse.Namespace) -> int:
    """Measure and train, anew or from where an interrupted run stopped."""
    runs = options.out / "runs"
    if options.resume:
        folder, record = resuming.to_resume(runs)
        options.profile = record.profile
        order = _order(options, record)
        resuming.check_resumable(record, order)
    else:
        order = _order(options)
        folders.make(options.out)
        folder, record = run.begin(order, runs)
    print("\n".join(order.plan.lines()), file=sys.stderr)
    try:
        run.execute(order, folder, record)
    except KeyboardInterrupt:
        print(f"\nInterrupted; what is finished is kept in {folder}.", file=sys.stderr)
        print(f"Go on with: {_going_on(options)}", file=sys.stderr)
        return INTERRUPTED
    print(f"Finished; the results are in {folder}.", file=sys.stderr)
    return _failed(run.failures(folder))


def environment(_: argparse.Namespace) -> int:
    """Print this machine's facts, and advice."""
    print("\n".join(advice.lines()))
    return DONE


def _order(options: argparse.Namespace, begun: RunRecord | None = None) -> Order:
    chosen = (options.profile, options.impl, options.cases, options.budget, begun)
    return resolve(*chosen, train=options.train)


def _going_on(options: argparse.Namespace) -> str:
    """The command that resumes this run: with the same selection, in the same folder."""
    chosen = [word for name in options.impl or () for word in ("--impl", name)]
    chosen += ["--cases", options.cases] if options.cases else []
    chosen += ["--train"] if options.train else []
    if not chosen and options.out == folders.IN_CHECKOUT == folders.default_out():
        return "make bench ARGS=--resume"
    where = [] if options.out == folders.default_out() else ["--out", str(options.out)]
    return f"propbench {shlex.join(['run', '--resume', *chosen, *where])}"


def _failed(failures: list[str]) -> int:
    for failure in failures:
        print(f"failed: {failure}", file=sys.stderr)
    return CASE_FAILED if failures else DONE
