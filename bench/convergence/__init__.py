"""Who trains in fewer iterations: arms, learning-rate tuning, targets; counts steps, not seconds."""
