"""Contenders against each other, interleaved in one process: `propbench compare-peers`."""
