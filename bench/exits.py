"""Exit codes of every command, and the errors that carry them.

Make turns every failure into 2, so a script that needs the codes calls `propbench`.
"""

from typing import ClassVar

DONE, REGRESSION, USAGE, CANNOT_JUDGE, CASE_FAILED, ENVIRONMENT = range(6)
INTERRUPTED = 130


class CommandError(Exception):
    """Ends a command with one line, its message, and an exit code that is never 0 or 1."""

    code: ClassVar[int] = ENVIRONMENT


class UsageError(CommandError):
    """Something on the command line does not exist; the message lists what does."""

    code = USAGE
