"""What STABILITY.md and the changelog say is what the code has."""

import argparse
import re
from pathlib import Path

import propbench
from propbench import bench
from propbench.bench import results
from propbench.bench.claims.runs import exported
from propbench.bench.regression.verdict import records as regression
from propbench.bench.stored_runs import command as runs
from propbench.reports.own_network import document as time
from propbench.reports.own_training import result as train
from propbench.reports.side_by_side import document as compare
from propbench.subcommands import SUBCOMMANDS

ROOT = Path(bench.__file__).parents[2]
STABILITY = (ROOT / "STABILITY.md").read_text("utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_name_of_the_package_is_promised_and_no_other() -> None:
    promised = re.findall(r"^\| `propbench\.(\w+)` \|", STABILITY, re.MULTILINE)
    assert sorted(promised) == sorted(propbench.__all__)


def test_every_schema_has_the_version_that_is_promised() -> None:
    rows = dict(re.findall(r"^\| (`.+) \| (\d+) \|$", STABILITY, re.MULTILINE))
    versions = {name.split("`")[1]: int(version) for name, version in rows.items()}
    assert versions == {
        "runs/<id>/run.json": results.SCHEMA,
        "summary.json": results.SCHEMA,
        "claims.json": exported.SCHEMA,
        "regress/<id>-regress.json": regression.SCHEMA,
        "propbench time --json": time.VERSION,
        "train.json": train.SCHEMA,
        "propbench compare --json": compare.VERSION,
        "propbench runs --json": runs.VERSION,
    }


def test_every_command_that_prints_json_is_in_the_table() -> None:
    printing = set()
    for subcommand in SUBCOMMANDS:
        parser = argparse.ArgumentParser()
        subcommand.add_options(parser)
        if "--json" in parser.format_help():
            printing.add(subcommand.name)
    assert printing == set(re.findall(r"`propbench (\w+) --json`", STABILITY))


def test_the_changelog_has_this_version_or_says_that_it_is_unreleased() -> None:
    newest, *_ = re.findall(r"^## \[(.+?)\]", CHANGELOG, re.MULTILINE)
    assert newest in ("Unreleased", propbench.__version__)
    assert propbench.__version__ in CHANGELOG
    assert f"version: {propbench.__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_publishing_starts_by_hand_alone() -> None:
    text = (ROOT / ".github" / "workflows" / "publish.yml").read_text("utf-8")
    started = text.partition("\non:\n")[2].partition("\npermissions:")[0]
    assert re.findall(r"^  (\w+):", started, re.MULTILINE) == ["workflow_dispatch"]
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action) for action in used)
