"""A run as a person or a CI system reads it: terminal, Markdown, JUnit."""
