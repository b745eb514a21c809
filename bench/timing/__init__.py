"""Timing: check every cell once, then time the right ones in fresh processes."""
