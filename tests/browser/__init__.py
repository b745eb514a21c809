"""The sample site in a real browser: `make test-browser`, which `make test` does not need."""
