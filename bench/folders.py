"""Where results go when nobody says: below the folder that one stands in, and nowhere else."""

from pathlib import Path

IN_CHECKOUT = Path("reports/out")
ELSEWHERE = Path("propbench-out")
PAGE = "index.html"
"""The page, in a folder for results."""


def default_out() -> Path:
    """`reports/out` at the top of a checkout of propbench, `propbench-out` in any other folder."""
    top = all(Path(floor, "__init__.py").is_file() for floor in ("propbench", "reports"))
    return IN_CHECKOUT if top else ELSEWHERE


def make(out: Path) -> None:
    """Make a folder for results; the one that nobody named is kept out of git. Raises OSError."""
    out.mkdir(parents=True, exist_ok=True)
    ignore = out / ".gitignore"
    if out == ELSEWHERE and not ignore.exists():
        ignore.write_text("*\n", "utf-8")
