"""What needs no clock: allocations, dtypes and compiled code of one call on each side."""
