"""The command line: `python -m bench plan | run | claims | regress | ... | env`.

Exit codes: 0 done; 1 a regression; 2 usage; 3 cannot judge; 4 a case failed; 5 environment or
I/O; 130 interrupted. Make turns every failure into 2, so a script that needs them calls this.
"""

import argparse
import fnmatch
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import impls
from bench import advice, grid, run
from bench.claims import command as claims_command
from bench.claims import stage as claims
from bench.costs import stage as costs
from bench.exits import CANNOT_JUDGE, CASE_FAILED, ENVIRONMENT, INTERRUPTED, USAGE, UsageError
from bench.peers import session as peers
from bench.peers import table
from bench.peers.training import session as sweeps
from bench.peers.training import table as sweeps_table
from bench.plan import make_plan
from bench.regression import command as regression
from bench.regression.selftest import command as selftest
from bench.regression.side import SideError
from bench.results import ResultError
from bench.timing.worker import WorkerError
from impls import Implementation

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
    print("\n".join(_order(options).plan.lines()))
    return 0


def measure(options: argparse.Namespace) -> int:
    runs = options.out / "runs"
    if options.resume:
        folder, record = run.to_resume(runs)
        options.profile = record.profile
        order = _order(options)
        run.check_resumable(record, order)
    else:
        order = _order(options)
        folder, record = run.begin(order, runs)
    print("\n".join(order.plan.lines()), file=sys.stderr)
    try:
        run.execute(order, folder, record)
    except KeyboardInterrupt:
        print(f"\nInterrupted; what is finished is kept in {folder}.", file=sys.stderr)
        print("Go on with: make bench ARGS=--resume", file=sys.stderr)
        return INTERRUPTED
    return _failed(run.failures(folder))


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
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command, text in (
        ("plan", plan, "print what a run would measure and how long it would take"),
        ("run", measure, "measure and train; `python -m reports build` then writes the page"),
    ):
        sub = commands.add_parser(name, help=text)
        sub.set_defaults(command=command, resume=False, out=OUT)
        sub.add_argument("--profile", default="standard", help="quick, standard or full")
        sub.add_argument("--impl", action="append", help="a name, or the path of a folder")
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


def _order(options: argparse.Namespace) -> run.Order:
    if options.profile not in grid.PROFILES:
        raise UsageError(f"no profile {options.profile!r}: there are {', '.join(grid.PROFILES)}")
    profile = grid.PROFILES[options.profile]
    specifiers = tuple(options.impl or impls.names())
    found = [_load(specifier) for specifier in specifiers]
    _require_names_apart(found)
    loaded = zip(specifiers, found, strict=True)
    usable = {specifier: one for specifier, one in loaded if not one.missing}
    missing = {one.name: f"{', '.join(one.missing)} not installed" for one in found if one.missing}
    present = list(usable.values())
    cases = _matching(grid.select(profile, present), options.cases)
    judged = None if options.cases else claims.plan(profile.name)
    beside = None if options.cases else costs.plan(profile, usable)
    return run.Order(
        profile=profile,
        cases=tuple(cases),
        specifiers=tuple(usable),
        implementations=tuple(present),
        missing=missing,
        filtered=bool(options.cases or options.impl),
        claims=judged,
        costs=beside,
        plan=make_plan(profile, cases, present, judged, beside),
    )


def _require_names_apart(found: list[Implementation]) -> None:
    names = [one.name for one in found]
    for one in found:
        if names.count(one.name) > 1:
            raise UsageError(f"--impl: two are called {one.name!r}; rename one of the folders")


def _load(specifier: str) -> Implementation:
    try:
        return impls.load(specifier)
    except LookupError as error:
        raise UsageError(str(error.args[0])) from error
    except Exception as error:
        cause = f"{type(error).__name__}: {error}"
        raise UsageError(f"{specifier} cannot be imported: {cause}") from error


def _matching(cases: list[grid.Case], pattern: str | None) -> list[grid.Case]:
    chosen = [case for case in cases if pattern is None or fnmatch.fnmatch(case.id, pattern)]
    if not chosen:
        known = "\n  ".join(case.id for case in cases[:: max(1, len(cases) // 8)])
        raise UsageError(f"no case matches {pattern!r}; some of the {len(cases)}:\n  {known}")
    return chosen


def _complain(code: int, error: object) -> int:
    print(f"propbench: {error}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
