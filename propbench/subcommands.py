"""Every subcommand: a sentence, an example, its options, and where its work is done.

The work is named and not imported, `package.module:function`; it takes the parsed options and
returns an exit code.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from propbench.bench.folders import default_out


@dataclass(frozen=True)
class Subcommand:
    """One line of the table."""

    name: str
    sentence: str
    example: str
    work: str
    add_options: Callable[[argparse.ArgumentParser], None]


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"got {text}, expected 1 or more")
    return number


def _out(parser: argparse.ArgumentParser) -> None:
    out = default_out()
    parser.add_argument("--out", type=Path, default=out, help=f"folder for results, {out} here")


def _profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", default="standard", help="quick, standard or full")


def _cases(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cases", help="only cases whose id matches, such as '*-train_step-*'")


def _plan(parser: argparse.ArgumentParser) -> None:
    _profile(parser)
    parser.add_argument("--impl", action="append", help="a name or a folder; may be repeated")
    _cases(parser)


def _run(parser: argparse.ArgumentParser) -> None:
    _plan(parser)
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run")
    _out(parser)


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--runs", type=Path, metavar="DIR", help="folder of runs: OUT/runs")
    parser.add_argument("--run", metavar="ID", help="the run's id; the newest by default")
    _out(parser)


def _claims(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="CLAIM", help="only these: not written")
    _profile(parser)
    parser.add_argument("--jobs", type=_positive, metavar="N", help="processes; all cores")
    parser.add_argument("--backend", choices=("loky", "dask"), default="loky", help="joblib's")
    parser.add_argument("--address", help="of the Dask scheduler, such as tcp://127.0.0.1:8786")
    parser.add_argument("--ship", action="store_true", help="keep the full tier's runs to ship")
    parser.add_argument(
        "--go-on",
        action="store_true",
        help="train only what the shipped runs lack, where they fit this code",
    )
    _out(parser)


def _regress(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--base", metavar="REV", help="its merge base with HEAD is the base")
    what.add_argument("--replay", type=Path, metavar="FILE", help="judge a stored comparison")
    what.add_argument(
        "--store-ratios",
        action="store_true",
        help="measure the ratios that stand in when there is no base",
    )
    parser.add_argument(
        "--repository", type=Path, default=Path(), metavar="DIR", help="this folder by default"
    )
    parser.add_argument(
        "--impl", action="append", default=[], help="a name or a folder, both sides"
    )
    parser.add_argument("--module", type=Path, metavar="FILE", help="with CASES, functions by name")
    _cases(parser)
    parser.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="PATTERN",
        help="cases that may be new, gone or changed",
    )
    parser.add_argument(
        "--fallback-may-pass",
        action="store_true",
        help="exit 0 when there is no base and no gross loss",
    )
    parser.add_argument("--junit", type=Path, metavar="FILE", help="also write JUnit XML")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also write Markdown")
    _out(parser)


def _selftest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--minutes", type=float, default=10.0, help="add real runs for so long: 10")
    parser.add_argument("--only", metavar="SORT", help="runs of this sort alone: clean-idle, ...")
    parser.add_argument("--virtual", type=int, default=200, metavar="N", help="of each sort; 200")
    parser.add_argument("--ship", action="store_true", help="ship the local runs too")
    _out(parser)


def _processes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--processes", type=_positive, default=5, metavar="N", help="fresh ones; 5 by default"
    )


def _none(_: argparse.ArgumentParser) -> None:
    """A subcommand without options."""


SUBCOMMANDS = (
    Subcommand(
        "plan",
        "print what a run would measure and how long it would take",
        "propbench plan --profile quick",
        "propbench.bench.command:plan",
        _plan,
    ),
    Subcommand(
        "run",
        "measure and train; `propbench report` then writes the page",
        "propbench run --profile quick --impl numpy_vectorized --impl ./mine",
        "propbench.bench.command:measure",
        _run,
    ),
    Subcommand(
        "report",
        "write the page from the results of a run",
        "propbench report --out propbench-out",
        "propbench.reports.command:report",
        _report,
    ),
    Subcommand(
        "open",
        "open the page in a browser",
        "propbench open",
        "propbench.reports.command:open_page",
        _out,
    ),
    Subcommand(
        "claims",
        "train for the course's claims and judge them",
        "propbench claims C1 --profile quick",
        "propbench.bench.claims.command:run",
        _claims,
    ),
    Subcommand(
        "regress",
        "compare two commits and say which cases became slower",
        "propbench regress --base main --impl fast_layers",
        "propbench.bench.regression.command:regress",
        _regress,
    ),
    Subcommand(
        "regress-selftest",
        "run the regression check where the truth is known",
        "propbench regress-selftest --minutes 0",
        "propbench.bench.regression.selftest.command:selftest",
        _selftest,
    ),
    Subcommand(
        "compare-peers",
        "time contenders interleaved, as ratios; about 10 minutes",
        "propbench compare-peers --processes 3",
        "propbench.bench.peers.command:compare",
        _processes,
    ),
    Subcommand(
        "compare-training",
        "time a tuning sweep, by us and in PyTorch, as ratios",
        "propbench compare-training --processes 3",
        "propbench.bench.peers.command:compare_training",
        _processes,
    ),
    Subcommand(
        "env",
        "print this machine's facts and what makes timings noisy",
        "propbench env",
        "propbench.bench.command:environment",
        _none,
    ),
)
