"""The command line: `propbench plan | run | claims | regress | ... | env`.

Exit codes: 0 done; 1 a regression; 2 usage; 3 cannot judge; 4 a case failed; 5 environment or
I/O; 130 interrupted. Make turns every failure into 2, so a script that needs them calls this.
"""

import argparse
import os
import shlex
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from propbench.bench import advice, run
from propbench.bench.claims import command as claims_command
from propbench.bench.exits import (
    CANNOT_JUDGE,
    CASE_FAILED,
    ENVIRONMENT,
    INTERRUPTED,
    USAGE,
    UsageError,
)
from propbench.bench.peers import session as peers
from propbench.bench.peers import table
from propbench.bench.peers.training import session as sweeps
from propbench.bench.peers.training import table as sweeps_table
from propbench.bench.process import WorkerError
from propbench.bench.regression import command as regression
from propbench.bench.regression.selftest import command as selftest
from propbench.bench.regression.side import SideError
from propbench.bench.results import ResultError
from propbench.bench.selection import resolve

OUT = Path("reports/out")


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except UsageError as error:
        return _complain(USAGE, error)
    except ResultError as error:
        return _complain(CANNOT_JUDGE, error)
    except BrokenPipeError:
        # Whoever read has seen enough, as `head` does. No verdict was told, so that this is no 0.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ENVIRONMENT
    except (OSError, WorkerError, SideError) as error:
        return _complain(ENVIRONMENT, error)
    except KeyboardInterrupt:
        return _complain(INTERRUPTED, "interrupted")
    except Exception as error:
        # Python's own exit code would be 1, which says that something became slower.
        traceback.print_exc()
        return _complain(ENVIRONMENT, f"a fault of propbench itself: {type(error).__name__}")


def plan(options: argparse.Namespace) -> int:
    order = resolve(options.profile, options.impl, options.cases)
    print("\n".join(order.plan.lines()))
    return 0


def measure(options: argparse.Namespace) -> int:
    runs = options.out / "runs"
    if options.resume:
        folder, record = run.to_resume(runs)
        options.profile = record.profile
        order = resolve(options.profile, options.impl, options.cases)
        run.check_resumable(record, order)
    else:
        order = resolve(options.profile, options.impl, options.cases)
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


def _going_on(options: argparse.Namespace) -> str:
    """The command that resumes this run: with the same selection, in the same folder."""
    chosen = [word for name in options.impl or () for word in ("--impl", name)]
    chosen += ["--cases", options.cases] if options.cases else []
    if not chosen and options.out == OUT:
        return "make bench ARGS=--resume"
    where = ["--out", str(options.out)]
    return f"propbench {shlex.join(['run', '--resume', *chosen, *where])}"


def environment(_: argparse.Namespace) -> int:
    print("\n".join(advice.lines()))
    return 0


def compare_peers(options: argparse.Namespace) -> int:
    _, missing = peers.comparisons()
    medians = peers.measure(options.processes, lambda text: print(text, file=sys.stderr))
    print("\n".join(table.lines(medians, missing)))
    return 0


def compare_training(options: argparse.Namespace) -> int:
    medians = sweeps.measure(options.processes, lambda text: print(text, file=sys.stderr))
    print("\n".join(sweeps_table.lines(medians)))
    return 0


def _failed(failures: list[str]) -> int:
    for failure in failures:
        print(f"failed: {failure}", file=sys.stderr)
    return CASE_FAILED if failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="propbench", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command, text in (
        ("plan", plan, "print what a run would measure and how long it would take"),
        ("run", measure, "measure and train; `propbench build` then writes the page"),
    ):
        sub = commands.add_parser(name, help=text)
        sub.set_defaults(command=command, resume=False, out=OUT)
        sub.add_argument("--profile", default="standard", help="quick, standard or full")
        sub.add_argument("--impl", action="append", help="a name or a folder; may be repeated")
        sub.add_argument("--cases", help="only cases whose id matches, such as '*-train_step-*'")
        if command is measure:
            sub.add_argument("--resume", action="store_true", help="go on with an interrupted run")
            sub.add_argument("--out", type=Path, help="folder for results, reports/out by default")
    claims_command.add_to(commands, OUT)
    regression.add_to(commands, OUT)
    selftest.add_to(commands, OUT)
    for name, command, text in (
        ("compare-peers", compare_peers, "contenders interleaved, as ratios; 10 minutes"),
        ("compare-training", compare_training, "a tuning sweep, by us and in PyTorch, as ratios"),
    ):
        sub = commands.add_parser(name, help=text)
        sub.set_defaults(command=command)
        sub.add_argument("--processes", type=int, default=5, help="fresh processes, 5 by default")
    sub = commands.add_parser("env", help="print this machine's facts and what makes timings noisy")
    sub.set_defaults(command=environment)
    return parser


def _complain(code: int, error: object) -> int:
    print(f"propbench: {error}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
