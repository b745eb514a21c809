"""Whether both sides ask the same questions: their own grids, listed inside their own trees."""

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import Any

from propbench.bench.regression import definitions
from propbench.bench.regression.git import NoBaseError
from propbench.bench.regression.records import Refusal
from propbench.bench.regression.settings import Side
from propbench.bench.regression.side import Place
from propbench.bench.regression.targets import Target

DEFINITIONS_LIMIT_S = 120.0


def different_definitions(
    places: Mapping[Side, Place],
    targets: Sequence[Target],
    implementations: Sequence[str],
    matches: Callable[[str], bool],
) -> list[Refusal]:
    """Cases that changed, or that only one side's grid has. Raises NoBaseError.

    `matches` says whether a case that head no longer has belongs to what was asked for.
    """
    wanted = [target.id for target in targets if target.kind == "case"]
    if not wanted:
        return []
    request = {"implementations": list(implementations), "wanted": wanted}
    with ThreadPoolExecutor() as both:
        base, head = both.map(_defined, (places["base"], places["head"]), repeat(request))
    gone = [name for name in base["ids"] if name not in head["ids"] and matches(name)]
    refused = [
        Refusal(id=name, trouble="only in base", reason="head's grid no longer has it")
        for name in gone
    ]
    for name in wanted:
        if name not in base["definitions"]:
            reason = "there is nothing to compare it with"
            refused.append(Refusal(id=name, trouble="only in head", reason=reason))
        elif name in head["ids"] and base["definitions"][name] != head["definitions"][name]:
            reason = "its network or its numbers differ"
            refused.append(Refusal(id=name, trouble="changed", reason=reason))
    return refused


def _defined(place: Place, request: dict[str, Any]) -> dict[str, Any]:
    """A tree's own definitions, from its own `bench`."""
    script = Path(definitions.__file__)
    # The tree's own `bench` comes first; a tree that has none is asked through the harness.
    paths = f"{place.tree}:{place.environment['PYTHONPATH']}"
    try:
        seen = subprocess.run(
            [str(place.python), "-P", str(script)],
            cwd=place.tree,
            env={**place.environment, "PYTHONPATH": paths},
            input=json.dumps(request),
            capture_output=True,
            text=True,
            check=True,
            timeout=DEFINITIONS_LIMIT_S,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        printed = str(error.stderr or "").strip().splitlines()[-1:] or ["no message"]
        raise NoBaseError(f"{place.role}'s cases cannot be listed: {printed[0]}") from error
    answer: dict[str, Any] = json.loads(seen.stdout)
    return answer
