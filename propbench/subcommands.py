"""Every subcommand: a sentence, an example, where its work is done, and its options.

The work is named and not imported, `package.module:function`; it takes the parsed options and
returns an exit code.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from propbench import options, own_options


@dataclass(frozen=True)
class Subcommand:
    """One line of the table."""

    name: str
    sentence: str
    example: str
    work: str
    add_options: Callable[[argparse.ArgumentParser], None]


SUBCOMMANDS = (
    Subcommand(
        "time",
        "say who is fastest at a network of your own, in a minute",
        "propbench time --sizes 200,300,5 --m 5000 --activation tanh --dtype float32",
        "propbench.reports.own_network.command:command",
        own_options.time,
    ),
    Subcommand(
        "plan",
        "print what a run would measure and how long it would take",
        "propbench plan --profile quick",
        "propbench.bench.command:plan",
        options.plan,
    ),
    Subcommand(
        "run",
        "measure and train; `propbench report` then writes the page",
        "propbench run --profile quick --impl numpy_vectorized --impl ./mine",
        "propbench.bench.command:measure",
        options.run,
    ),
    Subcommand(
        "report",
        "write the page from the results of a run",
        "propbench report --out propbench-out",
        "propbench.reports.command:report",
        options.report,
    ),
    Subcommand(
        "open",
        "open the page in a browser",
        "propbench open",
        "propbench.reports.opening:open_page",
        options.out,
    ),
    Subcommand(
        "compare",
        "stored runs side by side: which choices change with the machine?",
        "propbench compare laptop/ desktop/ server/ --csv cells.csv",
        "propbench.reports.side_by_side.command:command",
        options.compare,
    ),
    Subcommand(
        "runs",
        "list stored runs with size and age, and delete old ones",
        "propbench runs --prune --older-than 30d",
        "propbench.bench.stored_runs.command:runs",
        options.runs,
    ),
    Subcommand(
        "claims",
        "train for the course's claims and judge them",
        "propbench claims C1 --profile quick",
        "propbench.reports.command:claims",
        options.claims,
    ),
    Subcommand(
        "regress",
        "compare two commits and say which cases became slower",
        "propbench regress --base main --impl fast_layers",
        "propbench.bench.regression.command:regress",
        options.regress,
    ),
    Subcommand(
        "regress-selftest",
        "run the regression check where the truth is known",
        "propbench regress-selftest --minutes 0",
        "propbench.bench.regression.selftest.command:selftest",
        options.selftest,
    ),
    Subcommand(
        "env",
        "print this machine's facts and what makes timings noisy",
        "propbench env",
        "propbench.bench.command:environment",
        options.none,
    ),
    Subcommand(
        "train",
        "which activation trains fastest on your data, in steps and seconds",
        "propbench train --data my.csv --label column --hidden 16,16",
        "propbench.reports.own_training.command:run",
        own_options.train,
    ),
)
