"""How to read what several figures have in common."""

LIMITS = "Pale bars are limits over restarts; where none shows, it is smaller than the mark."
ACTIVATION_COLOURS = "Here a colour stands for an activation, not for an implementation."
