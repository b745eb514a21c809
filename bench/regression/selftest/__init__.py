"""How often is the check wrong? Measured on real runs, replayed, and simulated.

archive     every run is kept, so that counts add up over days
real        runs of one commit against itself, idle and loaded, and with known slow-downs
resampling  virtual runs made of archived restarts, judged by the same code
rivals      the rules of other tools on the same samples
tables, found_table   counts with intervals
"""
