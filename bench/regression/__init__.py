"""Base against head: did a change make any case slower, on this machine, now?

git, trees, environments   what is compared: two working trees of equal path length
side, worker, controls     one process a side, driven sample by sample over pipes
lockstep, experiment       pairs within a restart; restarts within a run
inference, judge           numbers to verdicts: pure functions of the stored samples
records, output            what is stored and what is printed
selftest                   how often the check is wrong, measured and simulated
"""
