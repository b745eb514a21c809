"""What a person reads: frames, figures, sentences and the page, from result files alone."""
