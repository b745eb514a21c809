"""What samples: sides that take turns on one core. It knows no verdict and prints nothing.

controls, works, injected            what a side runs
worker, compilations                 one side's process; its turns and stacks are bench.sampling's
cores, placing, preparation          processes started alike, pinned, and made ready
preflight, origins                   every answer checked, and whose code gave it
interleaving, experiment, records    pairs within a restart; restarts within a run
"""
