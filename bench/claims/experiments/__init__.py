"""Experiments that are no race of tuned arms: small, reusable, and none of them knows a claim."""
