"""What cells do not show: starting up, compiling, memory, and what allocation costs."""
