"""The answer of `propbench time`: one table of everybody's times at a network of one's own."""
