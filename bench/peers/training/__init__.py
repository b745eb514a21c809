"""One tuning sweep, trained by us and as PyTorch code: `python -m bench compare-training`."""
