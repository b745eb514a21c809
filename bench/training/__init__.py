"""Who trains in fewer iterations: tasks, arms, races, tuning, and the engine that trains them.

It counts steps, never seconds, and stands on its own mathematics: no implementation under test
decides what a network of a claim does.
"""
