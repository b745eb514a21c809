"""A network of somebody's own, asked about with `propbench time`: its name, data, order of work."""
