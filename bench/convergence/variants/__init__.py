"""Special arms: what no implementation offers, in plain NumPy, many networks side by side.

With all defaults a variant is the plain network, and gives what `numpy_vectorized` gives.
"""

from bench.convergence.variants.monitor import Health, health
from bench.convergence.variants.training import train_many
from bench.convergence.variants.variant import OUTPUTS, PLAIN, LearnedSlopes, Variant

__all__ = ["OUTPUTS", "PLAIN", "Health", "LearnedSlopes", "Variant", "health", "train_many"]
