"""The result store: one folder a run, versioned, validated, never half-written.

    run.json          what was asked, on which machine, with which sources; the folder's index
    checks.jsonl      one line a cell: the first call, and the check against the oracle
    process-N.jsonl   one line a cell and process: every round
    training.jsonl    one line a candidate: when its runs reached each target, and their curves
    observations.jsonl  one line a number that a claim's own experiment found
    costs.jsonl       one line a process of the cost sheet: start-up, first call, memory
    allocation.jsonl  one line a size and process: default against raised allocator thresholds

A line is appended when its cell is finished. run.json is replaced as a whole, and counts the lines
of the other files, so that a file cut short is noticed. One process at a time writes to a run.
"""

from propbench.bench.results.files import (
    ResultError,
    append,
    append_all,
    append_lines,
    append_whole,
    drop_torn_line,
    only_writer,
    read_text,
    remove_unfinished,
    write_atomically,
)
from propbench.bench.results.packed import pack, unpack
from propbench.bench.results.records import (
    SCHEMA,
    AllocationRecord,
    CheckRecord,
    CostRecord,
    ImplementationRecord,
    Kind,
    Observation,
    Record,
    RunRecord,
    TimingRecord,
)
from propbench.bench.results.store import (
    ALLOCATION_FILE,
    CHECKS_FILE,
    COSTS_FILE,
    OBSERVATIONS_FILE,
    RUN_FILE,
    TRAINING_FILE,
    AnyRecord,
    load,
    load_cases,
    newest,
    parse,
    parse_lines,
    process_file,
    read_lines,
    read_run_record,
    save_run,
)
from propbench.bench.results.training import TrainingRecord, read_outcomes, training_records
from propbench.bench.results.whole_run import Run

__all__ = [
    "ALLOCATION_FILE",
    "CHECKS_FILE",
    "COSTS_FILE",
    "OBSERVATIONS_FILE",
    "RUN_FILE",
    "SCHEMA",
    "TRAINING_FILE",
    "AllocationRecord",
    "AnyRecord",
    "CheckRecord",
    "CostRecord",
    "ImplementationRecord",
    "Kind",
    "Observation",
    "Record",
    "ResultError",
    "Run",
    "RunRecord",
    "TimingRecord",
    "TrainingRecord",
    "append",
    "append_all",
    "append_lines",
    "append_whole",
    "drop_torn_line",
    "load",
    "load_cases",
    "newest",
    "only_writer",
    "pack",
    "parse",
    "parse_lines",
    "process_file",
    "read_lines",
    "read_outcomes",
    "read_run_record",
    "read_text",
    "remove_unfinished",
    "save_run",
    "training_records",
    "unpack",
    "write_atomically",
]
