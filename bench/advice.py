"""What this machine is, and what about it would make timings noisy."""

from pathlib import Path

from propbench.bench import temporary
from propbench.bench.environment import Fact
from propbench.bench.run import environment_facts

BUSY = 0.5
"""Load per core above which other work disturbs the timings."""


def lines() -> list[str]:
    """Facts, then advice, one line each."""
    with temporary.folder() as private:
        facts = environment_facts(private)
    width = max(map(len, facts))
    return [
        *(f"{name:{width}}  {value}" for name, value in facts.items() if value is not None),
        "",
        *(advice(facts) or ["Nothing found that would make timings noisy."]),
    ]


def advice(facts: dict[str, Fact]) -> list[str]:
    """One line for each thing that would make timings noisy, with what to do about it."""
    notes = []
    load, cores = facts.get("load_before"), facts.get("cores_usable")
    if isinstance(load, float) and isinstance(cores, int) and load > BUSY * cores:
        notes.append(f"The load is {load} on {cores} cores: close other work before measuring.")
    governor = Path("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
    if governor.exists() and governor.read_text("utf-8").strip() == "powersave":
        notes.append("The CPU governor is powersave: plug in, or set it to performance.")
    if facts.get("subnormals_flushed"):
        notes.append("Some library flushes subnormal numbers to zero: results may differ.")
    if _virtual():
        notes.append("This is a virtual machine: trust ratios within a run, not absolute times.")
    return notes


def _virtual() -> bool:
    info = Path("/proc/cpuinfo")
    return info.exists() and " hypervisor" in info.read_text("utf-8")
