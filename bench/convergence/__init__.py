"""Who trains in fewer iterations: arms, tuning, targets; it counts steps, never seconds."""
