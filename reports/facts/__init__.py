"""Facts: what the frames say about each question, as plain data, before any words."""
