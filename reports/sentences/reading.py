"""How to read what several figures have in common."""

LIMITS = "Thin bars are limits over restarts; where none shows, it is smaller than the mark."
