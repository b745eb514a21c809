"""Base against head: did a change make any case slower, on this machine, now?

command            what is asked for
comparing, store   the whole way, from a request to a stored run
sides              two commits in two working trees, and a process for each
sampling           the sides take turns on one core
counts             what needs no clock
verdict            numbers to an answer: pure functions of the stored samples
output             the answer as a person or a CI system reads it
fallback, ratios   ratios between implementations, where there is no base
earlier            names that stored runs of earlier versions have
selftest           how often the check is wrong, measured and simulated
"""
