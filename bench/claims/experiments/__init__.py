"""Experiments of the claims that are not training races: small, exact, and reusable."""
