"""Look at every page of a site in every way: `python -m tests.browser SITE AXE`."""

import sys
import tempfile
from pathlib import Path

from tests.browser.checks import VIEWS, faults
from tests.browser.chromium import found, tab


def main(site: Path, axe_file: Path) -> int:
    """0 where nothing is wrong, else 1; a line says what could not be checked."""
    browser = found()
    if browser is None:
        print("Nothing was checked: there is no Chromium here.")
        return 1
    axe = axe_file.read_text("utf-8") if axe_file.is_file() else ""
    if not axe:
        print(f"Accessibility is not checked: axe-core is not at {axe_file}.")
    wrong = 0
    profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    with profile as folder, tab(browser, Path(folder)) as own:
        for page in sorted(site.glob("*.html")):
            for view in VIEWS:
                for fault in dict.fromkeys(faults(own, page, view, axe)):
                    print(f"{page.name} ({view}): {fault}")
                    wrong += 1
            print(f"{page.name}: looked at in {len(VIEWS)} ways")
    print(f"{wrong} faults" if wrong else "Nothing is wrong.")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
