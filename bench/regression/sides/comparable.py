"""Whether both sides ask the same questions: their own grids, listed inside their own trees."""

import json
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from propbench.bench.regression.sides import definitions
from propbench.bench.regression.sides.git import NoBaseError
from propbench.bench.regression.sides.place import Place, Role
from propbench.bench.regression.sides.refusals import Refusal
from propbench.bench.regression.sides.targets import Target

LIMIT_S = 120.0
_DEFINITIONS = TypeAdapter(dict[str, str])


def different_definitions(
    places: Mapping[Role, Place],
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
    request = json.dumps({"implementations": list(implementations), "wanted": wanted})
    with ThreadPoolExecutor() as both:
        base, head = both.map(_defined, (places["base"], places["head"]), repeat(request))
    gone = [name for name in base if name not in head and matches(name)]
    refused = [
        Refusal(id=name, trouble="only in base", reason="head's grid no longer has it")
        for name in gone
    ]
    for name in wanted:
        if name not in base:
            reason = "there is nothing to compare it with"
            refused.append(Refusal(id=name, trouble="only in head", reason=reason))
        elif name in head and base[name] != head[name]:
            reason = "its network or its numbers differ"
            refused.append(Refusal(id=name, trouble="changed", reason=reason))
    return refused


def _defined(place: Place, request: str) -> dict[str, str]:
    """A tree's own definitions, from its own `bench`; what its code prints is not in the answer."""
    # The tree's own `bench` comes first; a tree that has none is asked through the harness.
    paths = f"{place.tree}:{place.environment['PYTHONPATH']}"
    with tempfile.TemporaryDirectory(prefix="propbench-") as private:
        answer = Path(private) / "answer.json"
        try:
            subprocess.run(
                [str(place.python), "-P", definitions.__file__, str(answer)],
                cwd=place.tree,
                env={**place.environment, "PYTHONPATH": paths},
                input=request.encode(),
                capture_output=True,
                check=True,
                timeout=LIMIT_S,
            )
            return _DEFINITIONS.validate_json(answer.read_bytes())
        except (subprocess.SubprocessError, OSError, ValidationError) as error:
            printed = (getattr(error, "stderr", None) or b"").decode("utf-8", "replace")
            last = printed.strip().splitlines()[-1:] or ["it gave no answer"]
            raise NoBaseError(f"{place.role}'s cases cannot be listed: {last[0]}") from error
