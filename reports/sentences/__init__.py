"""Facts in, words out. Every branch is a sentence that a test has read.

No sentence says "faster" where the interval includes 1, and none gives a factor below 1.
"""
