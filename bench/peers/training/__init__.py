"""One tuning sweep, trained by us and as PyTorch code: `propbench compare-training`."""
