"""What loops, NumPy and Numba really cost for forward and backward propagation, measured here."""
