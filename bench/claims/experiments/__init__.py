"""Experiments that are no race of tuned arms; each file one, none of them knows a claim."""
