"""Placeholder until the engine's own is merged."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Variant:
    scale: float = 1.0


PLAIN = Variant()
