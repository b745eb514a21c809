"""The options of every subcommand: words and defaults alone, so that help needs nothing else."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from propbench.bench.folders import default_out


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"got {text}, expected 1 or more")
    return number


def out(parser: argparse.ArgumentParser) -> None:
    """The folder for results."""
    here = default_out()
    parser.add_argument("--out", type=Path, default=here, help=f"folder for results, {here} here")


def _profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", default="standard", help="quick, standard (default) or full")


def _cases(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cases", help="only cases whose id matches, such as '*-train_step-*'")


def _seconds(text: str) -> float:
    """A time such as 90s, 3m or 1h; seconds without a letter."""
    units = {"s": 1.0, "m": 60.0, "h": 3600.0}
    number, unit = (text[:-1], text[-1]) if text[-1:] in units else (text, "s")
    try:
        seconds = float(number) * units[unit]
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"got {text!r}, expected a time such as 90s, 3m or 1h")
    return seconds


def _budget(parser: argparse._ActionsContainer, words: str) -> None:
    parser.add_argument("--budget", type=_seconds, metavar="TIME", help=words)


def plan(parser: argparse.ArgumentParser) -> None:
    """What is measured."""
    _profile(parser)
    _budget(parser, "such as 3m, in place of the profile's own")
    parser.add_argument("--impl", action="append", help="a name or a folder; may be repeated")
    _cases(parser)


def time(parser: argparse.ArgumentParser) -> None:
    """Which network, and what is timed of it."""
    network = parser.add_argument_group("the network")
    network.add_argument("--sizes", required=True, metavar="N,N,...", help="features first")
    network.add_argument("--m", required=True, metavar="N", help="number of examples")
    network.add_argument("--activation", default="relu", metavar="NAME", help="relu; or tanh, ...")
    network.add_argument("--dtype", default="float64", metavar="NAME", help="float64; or float32")
    network.add_argument(
        "--output",
        default="",
        metavar="NAME",
        help="softmax, or sigmoid of one output; or linear",
    )
    timed = parser.add_argument_group("what is timed")
    timed.add_argument("--batch", metavar="N", help="examples of one call; all of them")
    timed.add_argument(
        "--phase",
        default="train_step",
        metavar="NAME",
        help="train_step; or forward, backward, update",
    )
    timed.add_argument("--threads", default="1", metavar="1|all", help="1; or all cores")
    timed.add_argument("--impl", action="append", help="all; or a name or folder, repeatedly")
    _budget(timed, "60s; or another for everything, such as 3m")
    form = parser.add_mutually_exclusive_group()
    for name in ("json", "markdown"):
        words = f"print {name} instead of the table"
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=words)
    out(parser)


def run(parser: argparse.ArgumentParser) -> None:
    """What is measured, and where the results go."""
    plan(parser)
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run")
    out(parser)


def report(parser: argparse.ArgumentParser) -> None:
    """Which run the page is of."""
    parser.add_argument("--runs", type=Path, metavar="DIR", help="folder of runs: OUT/runs")
    parser.add_argument("--run", metavar="ID", help="the run's id; the newest by default")
    parser.add_argument("--one", action="store_true", help="one file to mail, report.html")
    out(parser)


def claims(parser: argparse.ArgumentParser) -> None:
    """Which claims, and where their networks are trained."""
    parser.add_argument("ids", nargs="*", metavar="CLAIM", help="only these: not written")
    _profile(parser)
    parser.add_argument("--jobs", type=_positive, metavar="N", help="processes; all cores")
    parser.add_argument("--backend", choices=("loky", "dask"), default="loky", help="joblib's")
    parser.add_argument("--address", help="of the Dask scheduler, such as tcp://127.0.0.1:8786")
    parser.add_argument("--ship", action="store_true", help="keep the full tier's runs to ship")
    parser.add_argument(
        "--train-only", action="store_true", help="train, and go on later or on another machine"
    )
    parser.add_argument(
        "--go-on",
        action="store_true",
        help="train only what the shipped runs lack, where they fit this code",
    )
    out(parser)


def regress(parser: argparse.ArgumentParser) -> None:
    """What is compared with what, and what is written."""
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
    parser.add_argument(
        "--build",
        nargs="?",
        const="pip install --no-deps .",
        metavar="COMMAND",
        help="build your package on each side; 'pip install --no-deps .' by default",
    )
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
    out(parser)


def selftest(parser: argparse.ArgumentParser) -> None:
    """How many runs, and of which sort."""
    parser.add_argument("--minutes", type=float, default=10.0, help="add real runs for so long: 10")
    parser.add_argument("--only", metavar="SORT", help="runs of this sort alone: clean-idle, ...")
    parser.add_argument("--virtual", type=int, default=200, metavar="N", help="of each sort; 200")
    parser.add_argument("--ship", action="store_true", help="ship the local runs too")
    out(parser)


def _listed(kind: Callable[[str], Any]) -> Callable[[str], tuple[Any, ...]]:
    """Values between commas."""

    def values(text: str) -> tuple[Any, ...]:
        return tuple(kind(word.strip()) for word in text.split(","))

    values.__name__ = f"list of {kind.__name__}"
    return values


def train(parser: argparse.ArgumentParser) -> None:
    """What is trained on, and what; without an option its default is that of propbench.train."""
    words, numbers = _listed(str), _listed(float)

    def add(group: Any, name: str, kind: Callable[[str], Any], metavar: str, text: str) -> None:
        group.add_argument(name, type=kind, metavar=metavar, help=text, default=argparse.SUPPRESS)

    what = parser.add_mutually_exclusive_group(required=True)
    add(what, "--data", Path, "FILE", "a CSV file: names of columns, then an example a line")
    add(what, "--task", str, "NAME", "moons, circles, digits, ... in place of own data")
    add(parser, "--label", str, "COLUMN", "the column of the classes")
    add(parser, "--drop", words, "COLUMN,...", "columns to leave out")
    add(parser, "--m", _positive, "N", "examples that each seed trains on; 4/5, 1000 at most")
    add(parser, "--hidden", _listed(_positive), "N,...", "sizes of the hidden layers: 16,16")
    add(parser, "--arms", words, "NAME,...", "activations: sigmoid,tanh,relu")
    rates = parser.add_mutually_exclusive_group()
    add(rates, "--rates", numbers, "RATE,...", "learning rates to choose from; one is for all arms")
    rates.add_argument("--tune", action="store_true", help="choose from a grid: the default")
    add(parser, "--target", float, "LOSS", "mean training loss; chosen so that arms can reach it")
    add(parser, "--seeds", _positive, "N", "runs that are reported of each arm: 20")
    add(parser, "--iterations", _positive, "N", "where a run is given up: 2000")
    add(parser, "--impl", str, "NAME", "whose seconds are taken: numpy_inplace")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="a new one, said at the end")
    parser.add_argument("--json", action="store_true", help="print JSON")


def none(_: argparse.ArgumentParser) -> None:
    """A subcommand without options."""
