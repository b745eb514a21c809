"""Textbook triple loops over lists of lists: the readable reference.

Deliberately without any trick: no zip, no sum(), no local aliases. What a good Python programmer
gets beyond this is another implementation.
"""

FAMILY = "loops"
LEAGUE = "idiomatic"
DTYPES = ("float64",)
