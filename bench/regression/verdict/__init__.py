"""From stored samples to the answer: pure functions, so that a stored run can be judged again.

series, inference                  one log-ratio for each case and restart; exact tests of them
screening, rows, detectable        which cases are confirmed; a row for each case and group
aa_controls, clock_disagreement    what turns a verdict into "cannot tell"
judge                              rows and exit code
"""
