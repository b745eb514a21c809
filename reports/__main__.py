"""`propbench build` writes the page from result files; `open` opens it.

Exit codes: 0 done, 2 usage, 3 no run or a result file that is refused, 5 the output cannot be
written or the page cannot be opened, 130 interrupted.
"""

import argparse
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from propbench.bench.exits import CANNOT_JUDGE, DONE, ENVIRONMENT, INTERRUPTED
from propbench.bench.results import ResultError, newest
from propbench.reports import frame, page
from propbench.reports.facts.regression import latest
from propbench.reports.frame import Frames, writers
from propbench.reports.terminal import summary_lines

OUT = Path(__file__).parent / "out"


def build(run_folder: Path, out: Path) -> Path:
    """Write the page and its data files into `out`, and return the page's path.

    Raises bench.results.ResultError on a result file that is refused, OSError on output that
    cannot be written.
    """
    return _write(frame.read(run_folder), out)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return _open(options) if options.command == "open" else _build(options)
    except ResultError as error:
        print(f"cannot judge: {error}", file=sys.stderr)
        return CANNOT_JUDGE
    except OSError as error:
        print(f"cannot write or open: {error}", file=sys.stderr)
        return ENVIRONMENT
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED


def _build(options: argparse.Namespace) -> int:
    runs: Path = options.runs or options.out / "runs"
    folder = runs / options.run if options.run else newest(runs)
    frames = frame.read(folder)
    path = _write(frames, options.out)
    print("\n".join(summary_lines(frames, path, latest(options.out))))
    return DONE


def _open(options: argparse.Namespace) -> int:
    path: Path = options.out / page.PAGE
    if not path.exists():
        raise ResultError(f"no page at {path}: write one first with `make report`")
    if not webbrowser.open(path.resolve().as_uri()):
        raise OSError(f"no browser was found; open {path} yourself")
    return DONE


def _write(frames: Frames, out: Path) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    writers.write(frames, out)
    return page.write(frames, out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reports", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="write the page from the newest run")
    building.add_argument("--runs", type=Path, help="folder of runs (default: OUT/runs)")
    building.add_argument("--run", help="id of the run (default: the newest)")
    opening = commands.add_parser("open", help="open the page in a browser")
    for command in (building, opening):
        command.add_argument("--out", type=Path, default=OUT, help="output folder")
    return parser


if __name__ == "__main__":
    sys.exit(main())
