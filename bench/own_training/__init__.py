"""Which activation trains fastest on data of somebody's own: `propbench train`.

Arms are raced as for a claim, on a task that no table lists: the question carries it to whoever
trains. Iterations are counted by `training`; the seconds of one are measured here.
"""
