"""What somebody's own training came to: tables, sentences, the figure; `propbench.train`."""
