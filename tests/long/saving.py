"""A program that saves without end: a record a number, and each number printed once it is kept.

Before it begins it prints how many temporary files there are.

python -m tests.long.saving FOLDER FIRST
"""

import sys
from itertools import count
from pathlib import Path

from propbench.bench import results
from propbench.bench.results import OBSERVATIONS_FILE, Observation


def main(folder: Path, first: int) -> None:
    """As `run` does: what a killed one left is put right, then a line and a whole file by turns."""
    with results.only_writer(folder):
        results.remove_unfinished(folder)
        results.drop_torn_line(folder / OBSERVATIONS_FILE)
        record = results.read_run_record(folder)
        print(len(list(folder.glob(".*"))), flush=True)
        for number in count(first):
            seen = Observation(claim="C1", quantity="n", factors={"n": number}, value=0.0)
            results.append(folder / OBSERVATIONS_FILE, seen)
            print(number, flush=True)
            results.save_run(folder, record)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
