"""What is asked and measured: problems, timing, convergence; may import impls, never reports."""
