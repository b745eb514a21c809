"""`propbench runs`: which runs are stored, how large and how old they are, and deleting them."""
