"""The end of the action in a CI job: the check's exit code, or a warning in its place.

`python -m propbench.bench.regression.output.annotation CODE --out DIR --cannot-tell warn` ends with
0 in place of 3 where the comparison measured every case and could not decide, and says so as an
annotation of the job. Every other code stays as it is.
"""

import argparse
import sys
from pathlib import Path

from propbench.bench.exits import CANNOT_JUDGE, DONE
from propbench.bench.messages import say
from propbench.bench.regression.output import findings
from propbench.bench.regression.store import load, newest
from propbench.bench.regression.verdict.clock_disagreement import why_cpu_time_misleads
from propbench.bench.regression.verdict.judge import judge
from propbench.bench.regression.verdict.records import RegressionRun
from propbench.bench.results import ResultError

FAIL, WARN = "fail", "warn"


def main(arguments: list[str]) -> int:
    """The exit code that the job ends with."""
    parser = argparse.ArgumentParser(prog="annotation", description=__doc__)
    parser.add_argument("code", type=int)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cannot-tell", choices=(FAIL, WARN), default=FAIL)
    options = parser.parse_args(arguments)
    if options.code != CANNOT_JUDGE or options.cannot_tell == FAIL:
        return int(options.code)
    path = newest(options.out)
    try:
        run = load(path) if path else None
    except ResultError as error:
        say(str(error))
        return CANNOT_JUDGE
    if run is None or not every_case_was_measured(run):
        return CANNOT_JUDGE
    print(f"::warning title=propbench::{_line(run)}")
    return DONE


def every_case_was_measured(run: RegressionRun) -> bool:
    """Whether nothing but noise stands between this comparison and a verdict.

    A case that waits, so that its CPU time says too little, was not measured by it.
    """
    cases = [row for row in judge(run).rows if row.kind == "case"]
    refused = any(not refusal.accepted for refusal in run.refused)
    enough = all(row.restarts >= run.settings.fewest_restarts for row in cases)
    listed = {plan.id for plan in run.compared if plan.kind == "case"}
    complete = run.status == "complete" and listed <= {row.id for row in cases}
    return bool(cases) and complete and enough and not refused and not why_cpu_time_misleads(run)


def _line(run: RegressionRun) -> str:
    """As an annotation takes it, in which a line ends with its escape."""
    verdict = judge(run)
    lines = [findings.headline(run, verdict), *findings.doubts(verdict)]
    return "%0A".join(line.replace("%", "%25").replace("\n", " ") for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
