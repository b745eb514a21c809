"""The command line as tests call it: in this process, or as one of its own."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from propbench.command import main

TINY = [
    *("--profile", "quick", "--impl", "numpy_vectorized"),
    *("--cases", "*shallow-relu-forward-m100-*"),
]
OTHER = ["numpy_inplace" if word == "numpy_vectorized" else word for word in TINY]


def outcome(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(arguments)
    return code, capsys.readouterr().err


def start(out: Path, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "propbench", "run", "--out", str(out), *arguments]
    return subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Whoever runs the tests in the background has the signal ignored, and hands that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
