"""The sides of a comparison, and where each of them runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Role = Literal["base", "head", "aa"]
"""`aa` is the A/A control: a second process of base."""


@dataclass(frozen=True)
class Place:
    """Where and with what a side runs."""

    role: Role
    tree: Path
    python: Path
    environment: Mapping[str, str]
