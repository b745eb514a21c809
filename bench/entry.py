"""The child's end of `process.py`: runs `main` of one module and leaves its answer in a file.

    python -P entry.py MODULE REQUEST ANSWER

Nothing but the standard library is imported before the module is.
"""

import importlib
import importlib.util
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main(module: str, request: str, answer: str) -> None:
    """Answer the request; the file appears whole or not at all."""
    adopt_package(ROOT)
    given = json.loads(Path(request).read_text("utf-8"))
    result = importlib.import_module(module).main(given)
    unfinished = Path(f"{answer}.new")
    unfinished.write_text(json.dumps(result), "utf-8")
    unfinished.replace(answer)


def adopt_package(root: Path) -> None:
    """Make `propbench` the package in this folder, whatever else the path calls so.

    The folder comes last on the path, for the children of this process: nothing that lies beside
    the package is then found before what is installed.
    """
    package = root / "propbench"
    spec = importlib.util.spec_from_file_location(
        "propbench", package / "__init__.py", submodule_search_locations=[str(package)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["propbench"] = module
    spec.loader.exec_module(module)
    if str(root) not in sys.path:
        sys.path.append(str(root))


if __name__ == "__main__":
    main(*sys.argv[1:])
