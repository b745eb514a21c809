"""`propbench claims`: the claims alone, judged at once; nothing that is cached runs again."""

import argparse
import importlib.util
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from joblib import parallel_config

from propbench.bench import folders
from propbench.bench.claims import all_claims
from propbench.bench.claims.referee.evidence import NOTHING, Shipped
from propbench.bench.claims.referee.judging import Judged, judge
from propbench.bench.claims.referee.registration import Claim, races_of
from propbench.bench.claims.runs import exported, reference, running, stamp
from propbench.bench.claims.runs.training_plan import OBSERVED_S, raced_s
from propbench.bench.environment import cpu_model, usable_cores
from propbench.bench.exits import UsageError
from propbench.bench.gauge import interpreter_factor
from propbench.bench.grid import profile_named
from propbench.bench.interrupts import as_interrupts
from propbench.bench.messages import say
from propbench.bench.progress import Meter, meter
from propbench.bench.provenance import commit
from propbench.bench.results import (
    TRAINING_FILE,
    Observation,
    ResultError,
    load,
    newest,
    read_lines,
    write_atomically,
)
from propbench.bench.sampling.restarts import Samples
from propbench.bench.sampling.samples import faults, samples
from propbench.bench.training.execution import finished
from propbench.bench.training.known import KnownRuns

_JUDGING_S = 8.0
"""Reading what is shipped again, and judging, as on one core of a small cloud machine."""


def run(options: argparse.Namespace) -> Judged | None:
    """Train, observe and judge; write claims.json, unless it is of a few claims.

    What is returned is of the claims that were asked for; None where only training was. Raises
    UsageError on an unknown one.
    """
    claims, jobs = _chosen(options.ids), options.jobs or usable_cores()
    profile = profile_named(options.profile).name
    if options.ids and options.ship:
        raise UsageError("--ship is of all claims: name none with it")
    if options.train_only and options.ship:
        raise UsageError("--train-only measures nothing that --ship could keep: name one of them")
    cache: Path = options.out / "claims" / stamp.engine_print()[:12]
    folders.make(options.out)
    cache.mkdir(parents=True, exist_ok=True)
    # Numba does not notice that a function in another file changed; the folder's name does. It is
    # read when Numba is first imported, in the processes that train.
    os.environ["NUMBA_CACHE_DIR"] = str(cache / "numba-cache")
    say("Reading the training runs that are there already")
    shipped = reference.load(claims) if options.go_on else NOTHING
    with (
        as_interrupts(),
        _where(options),
        _meter(claims, profile, cache, jobs, shipped) as progress,
    ):
        progress.stage("training the networks")
        races, file = races_of(claims, profile), cache / TRAINING_FILE
        training = running.train(races, file, jobs, shipped.training, advance=progress.advance)
        if options.train_only:
            return None
        progress.expect(OBSERVED_S[profile] + _JUDGING_S)
        progress.stage("the claims' own experiments")
        observations = _measured(claims, profile, cache, jobs, shipped)
        here = running.measure_here(claims, profile)
        if options.ship:
            _ship(claims, training, observations)
        progress.expect(_JUDGING_S)
        progress.stage("judging")
        every, slices = all_claims(), _samples(options.out / "runs")
        judged = judge(every, training, [*observations, *here], slices, reference.load(every))
    ids = {claim.id for claim in claims}
    if not options.ids:
        exported.write(judged, options.out)
    chosen = tuple(verdict for verdict in judged.verdicts if verdict.registration.id in ids)
    return replace(judged, verdicts=chosen)


def _meter(
    claims: Sequence[Claim], profile: str, cache: Path, jobs: int, shipped: Shipped
) -> AbstractContextManager[Meter]:
    """Of what is not known yet; says what that is, and how long it takes about."""
    file = cache / TRAINING_FILE
    known = KnownRuns.merged(shipped.training, running.trained(file))
    races = races_of(claims, profile)
    done = finished(races, known)
    left = [race for race in races if race not in done]
    total_s = interpreter_factor() * raced_s(left) / jobs + OBSERVED_S[profile] + _JUDGING_S
    words = f"{len(left)} of {len(races)} races to train, {jobs} at once, into {file}"
    say(f"{words}; then the claims' own experiments: about {total_s / 60:.1f} min")
    return meter(total_s)


def _chosen(ids: Sequence[str]) -> tuple[Claim, ...]:
    """The claims of these ids, all without any. Raises UsageError on an unknown one."""
    known = {claim.id: claim for claim in all_claims()}
    unknown = [name for name in ids if name not in known]
    if unknown:
        raise UsageError(f"claim: got {unknown[0]!r}, known are {', '.join(known)}")
    return tuple(known[name] for name in dict.fromkeys(ids or known))


def _where(options: argparse.Namespace) -> AbstractContextManager[object]:
    """Where joblib runs things: on this machine's cores, or on a Dask cluster."""
    if options.backend == "loky":
        return nullcontext()
    if importlib.util.find_spec("distributed") is None:
        raise UsageError("--backend dask needs the package distributed: pip install distributed")
    if not options.address:
        raise UsageError("--backend dask needs --address, such as tcp://127.0.0.1:8786")
    from distributed import Client

    return parallel_config("dask", client=Client(options.address))


def _measured(
    claims: Sequence[Claim], profile: str, cache: Path, jobs: int, shipped: Shipped
) -> list[Observation]:
    """Shipped observations, those that the cache has for this code, and those that lacked."""
    have = {seen.claim for seen in shipped.observations}
    files = {
        claim.id: cache / f"{claim.id}-{profile}-{stamp.experiment(claim)[:12]}.jsonl"
        for claim in claims
        if claim.id not in have
    }
    missing = [claim for claim in claims if claim.id in files and not files[claim.id].exists()]
    measured = running.measure(missing, profile, jobs)
    for claim in missing:
        own = (f"{seen.model_dump_json()}\n" for seen in measured if seen.claim == claim.id)
        write_atomically(files[claim.id], "".join(own))
    cached = (seen for file in files.values() for seen in read_lines(file, Observation))
    return [*shipped.observations, *cached]


def _ship(claims: Sequence[Claim], training: KnownRuns, observations: list[Observation]) -> None:
    finishes = finished(races_of(claims, "full"), training)
    asked = dict.fromkeys(each for finish in finishes.values() for each in finish.asked)
    wanted = {run: training[run] for each in asked for run in each.runs}
    made = reference.Stamp(
        **reference.prints(claims),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        machine=cpu_model(),
        commit=commit(),
    )
    size = reference.save(made, wanted, observations)
    say(
        f"{len(wanted)} training runs of {len(finishes)} races and {len(observations)} "
        f"observations shipped, {size} bytes"
    )


def _samples(runs: Path) -> Samples:
    """Of the newest run, where one was timed."""
    try:
        run = load(newest(runs))
        return samples(run, faults(run))
    except ResultError:
        return Samples()
