"""`propbench plan`, `run` and `env`: from the options of the command line to the exit code."""

import argparse
import shlex

from propbench.bench import advice, folders, resuming, run
from propbench.bench.exits import CASE_FAILED, DONE, INTERRUPTED
from propbench.bench.messages import folded, say
from propbench.bench.order import Order
from propbench.bench.results import RunRecord
from propbench.bench.selection import resolve


def plan(options: argparse.Namespace) -> int:
    """Print what a run would measure, and how long it would take."""
    order = _order(options)
    print("\n".join(part for line in order.plan.lines() for part in folded(line)))
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
    say("\n".join(order.plan.lines()))
    try:
        run.execute(order, folder, record)
    except KeyboardInterrupt:
        say(f"\nInterrupted; what is finished is kept in {folder}.")
        say(f"Go on with: {_going_on(options)}")
        return INTERRUPTED
    say(f"Finished; the results are in {folder}.")
    return _failed(run.failures(folder))


def environment(_: argparse.Namespace) -> int:
    """Print this machine's facts, and advice."""
    print("\n".join(advice.lines()))
    return DONE


def _order(options: argparse.Namespace, begun: RunRecord | None = None) -> Order:
    chosen = (options.profile, options.impl, options.cases, options.budget, begun)
    return resolve(*chosen, train=options.train)


def _going_on(options: argparse.Namespace) -> str:
    """The command that resumes this run: with the same selection and budget, in the same folder."""
    chosen = [word for name in options.impl or () for word in ("--impl", name)]
    chosen += ["--cases", options.cases] if options.cases else []
    chosen += ["--train"] if options.train else []
    chosen += ["--budget", f"{options.budget:g}s"] if options.budget else []
    if not chosen and options.out == folders.IN_CHECKOUT == folders.default_out():
        return "make bench ARGS=--resume"
    where = [] if options.out == folders.default_out() else ["--out", str(options.out)]
    return f"propbench {shlex.join(['run', '--resume', *chosen, *where])}"


def _failed(failures: list[str]) -> int:
    for failure in failures:
        say(f"failed: {failure}")
    return CASE_FAILED if failures else DONE
