"""Exit codes of every command, and the error for a command line that asks for what is not there.

Make turns every failure into 2, so a script that needs the codes calls Python.
"""

DONE, REGRESSION, USAGE, CANNOT_JUDGE, CASE_FAILED, ENVIRONMENT = range(6)
INTERRUPTED = 130


class UsageError(Exception):
    """Something on the command line does not exist; the message lists what does."""
