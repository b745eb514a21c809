"""What is compared: two commits, each in a working tree of its own, and a process for each side.

git, trees, environments                     two trees of equal path length, the Python of each
targets, default_cases, cases_file, listing  what can be compared, listed without foreign code
comparable, definitions                      whether both trees ask the same questions
place, process                               where a side runs; the driver's end of its process
refusals                                     why a case is not compared
"""
