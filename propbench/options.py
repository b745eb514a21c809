"""The options of subcommands: words and defaults alone, so that help needs nothing else."""

import argparse
from pathlib import Path

from propbench.bench.folders import default_out


def positive(text: str) -> int:
    """1 or more."""
    return _at_least(1, text)


def _none_or_more(text: str) -> int:
    return _at_least(0, text)


def _at_least(least: int, text: str) -> int:
    number = int(text) if text.isdecimal() else -1
    if number < least:
        raise argparse.ArgumentTypeError(f"got {text!r}, expected {least} or more")
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
    """A time such as 90s, 3m, 1h or 30d; seconds without a letter."""
    units = {"s": 1.0, "m": 60.0, "h": 3_600.0, "d": 86_400.0}
    number, unit = (text[:-1], text[-1]) if text[-1:] in units else (text, "s")
    try:
        seconds = float(number) * units[unit]
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"got {text!r}, expected a time such as 90s, 3m or 1h")
    return seconds


def budget(parser: argparse._ActionsContainer, words: str) -> None:
    """What everything may take."""
    parser.add_argument("--budget", type=_seconds, metavar="TIME", help=words)


def plan(parser: argparse.ArgumentParser) -> None:
    """What is measured."""
    _profile(parser)
    budget(parser, "such as 3m, in place of the profile's own")
    parser.add_argument("--impl", action="append", help="a name or a folder; may be repeated")
    _cases(parser)
    words = "train for the claims too, which --impl and --cases alone do not"
    parser.add_argument("--train", action="store_true", help=words)


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
    parser.add_argument(
        "--context", type=Path, metavar="FILE", help="also all that the pages say, as JSON"
    )
    parser.add_argument(
        "--context-schema", action="store_true", help="print the JSON Schema of that file instead"
    )
    out(parser)


def compare(parser: argparse.ArgumentParser) -> None:
    """Which runs, and what is written."""
    words = "a run's folder, a folder of runs (its newest), or a run's name in OUT"
    parser.add_argument("runs", nargs="+", metavar="RUN", help=words)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="also write all cells of all runs")
    parser.add_argument("--html", type=Path, metavar="FILE", help="the page: OUT/compare.html")
    out(parser)


def runs(parser: argparse.ArgumentParser) -> None:
    """What is deleted of what is stored."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    parser.add_argument("--prune", action="store_true", help="say what would be deleted")
    parser.add_argument(
        "--keep",
        type=_none_or_more,
        metavar="N",
        help="delete none of the newest N of run, and of time",
    )
    parser.add_argument(
        "--older-than", type=_seconds, metavar="TIME", help="delete only older ones, such as 30d"
    )
    parser.add_argument("--yes", action="store_true", help="delete it")
    out(parser)


def claims(parser: argparse.ArgumentParser) -> None:
    """Which claims, and where their networks are trained."""
    parser.add_argument("ids", nargs="*", metavar="CLAIM", help="only these: not written")
    _profile(parser)
    parser.add_argument("--jobs", type=positive, metavar="N", help="processes; all cores")
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


def none(_: argparse.ArgumentParser) -> None:
    """A subcommand without options."""
