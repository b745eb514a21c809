"""What the course claims, each an experiment registered before it ran, and the verdict on it."""
