"""The command `propbench`: one table of subcommands, one place that turns errors into exit codes.

Nothing but the table is imported before a subcommand is asked for: help is printed at once.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from pkgutil import resolve_name
from typing import NoReturn

from propbench import __doc__ as purpose
from propbench import __version__
from propbench.bench.exits import ENVIRONMENT, INTERRUPTED, USAGE, CommandError
from propbench.bench.gc_pause import uncollected
from propbench.bench.messages import columns, say
from propbench.subcommands import SUBCOMMANDS

EXIT_CODES = """Exit codes: 0 done; 1 something became slower (regress alone); 2 usage; 3 cannot
judge; 4 a case failed; 5 environment, input and output, or a fault of propbench
itself; 130 interrupted."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code; a wrong command line exits with 2 itself."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if not words:
        parser().print_help(sys.stderr)
        return USAGE
    options = parser().parse_args(words)
    try:
        with uncollected():
            # Not before: it takes longer to import than help to print.
            from propbench.bench.temporary import all_in_one

            work = resolve_name(options.work)
        with all_in_one():
            code = int(work(options))
        sys.stdout.flush()
        return code
    except CommandError as error:
        return _complain(error.code, error)
    except BrokenPipeError:
        # Whoever read has seen enough, as `head` does. No verdict was told, so that this is no 0.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ENVIRONMENT
    except OSError as error:
        return _complain(ENVIRONMENT, error)
    except KeyboardInterrupt:
        return _complain(INTERRUPTED, "interrupted")
    except SystemExit as error:
        return _complain(ENVIRONMENT, f"code that was loaded called sys.exit({error.code!r})")
    except Exception as error:
        # Python's own exit code would be 1, which says that something became slower.
        traceback.print_exc()
        return _complain(ENVIRONMENT, f"a fault of propbench itself: {type(error).__name__}")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = _Parser(
        prog="propbench",
        description=purpose,
        epilog=f"{EXIT_CODES} `propbench COMMAND --help` has an example of each.",
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    whole.add_argument("--version", action="version", version=f"propbench {__version__}")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for subcommand in SUBCOMMANDS:
        part = commands.add_parser(
            subcommand.name,
            help=subcommand.sentence,
            description=f"{subcommand.sentence[0].upper()}{subcommand.sentence[1:]}.",
            epilog=f"Example: {subcommand.example}",
            formatter_class=_Formatter,
            allow_abbrev=False,
        )
        part.set_defaults(work=subcommand.work)
        subcommand.add_options(part)
    return whole


class _Parser(argparse.ArgumentParser):
    """Subcommands are parsed by this class, too."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        say(f"{self.prog}: error: {message}")
        sys.exit(USAGE)


class _Formatter(argparse.HelpFormatter):
    """At most 80 columns, and fewer on a narrower terminal or where COLUMNS says so."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=24, width=columns() - 2)


def _complain(code: int, error: object) -> int:
    say(f"propbench: {error}")
    return code
