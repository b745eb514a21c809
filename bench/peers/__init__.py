"""Contenders against each other, interleaved in one process: `python -m bench compare-peers`."""
