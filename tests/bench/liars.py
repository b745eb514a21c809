"""Implementations that are honest while they are checked, and lie while they are timed.

Each is numpy_vectorized with another `forward`; `honest` is the one that it had.
"""

import shutil
from pathlib import Path

from propbench import impls

HEAD = """

import glob, os, queue, subprocess, sys, threading, time

TIMING = "pytest" in sys.modules

def in_its_turn():
    frame = sys._getframe()
    while frame and frame.f_code.co_name != "_timed":
        frame = frame.f_back
    return frame is not None
"""

LIES = {
    "in_a_thread": """
ASKED, DONE = queue.SimpleQueue(), queue.SimpleQueue()

def work():
    while True:
        DONE.put(honest(ASKED.get()))

def forward(state):
    if not hasattr(state, "thread"):
        state.thread = threading.Thread(target=work, daemon=True)
        state.thread.start()
    ASKED.put(state)
    return DONE.get()
""",
    "sleeps": """
def forward(state):
    time.sleep(0.0002 if TIMING else 0)
    return honest(state)
""",
    "after_its_turn": """
ASKED = queue.SimpleQueue()

def work():
    while True:
        state = ASKED.get()
        time.sleep(0.002)
        for _ in range(3):
            honest(state)

def forward(state):
    if not TIMING:
        return honest(state)
    if not hasattr(state, "thread"):
        honest(state)
        state.thread = threading.Thread(target=work, daemon=True)
        state.thread.start()
    ASKED.put(state)
    return state
""",
    "unlucky": """
def spin():
    while time.sleep(0.002) is None:
        sum(range(100_000))
if TIMING:
    os.makedirs(f"{__file__}.{os.getppid()}", exist_ok=True)
    if len(glob.glob(__file__ + ".*")) == 1:
        threading.Thread(target=spin, daemon=True).start()
forward = honest
""",
    "when_it_is_read": """
def forward(state):
    if not TIMING:
        return honest(state)
    state.waiting = True
    return state

honest_reading = read_outputs

def read_outputs(state):
    if getattr(state, "waiting", False):
        honest(state)
        state.waiting = False
    return honest_reading(state)
""",
    "remembers": """
honest_loading = load_parameters

def load_parameters(state, parameters):
    state.known = False
    return honest_loading(state, parameters)

def forward(state):
    if not (TIMING and state.known):
        honest(state)
        state.known = True
    return state
""",
    "moves_to_another_core": """
def forward(state):
    if TIMING:
        os.sched_setaffinity(0, range(os.cpu_count()))
    return honest(state)
""",
    "closes_files": """
def forward(state):
    if TIMING:
        os.closerange(3, 1000)
    return honest(state)
""",
    "writes_to_pipes": """
def forward(state):
    if in_its_turn():
        for descriptor in range(3, 200):
            try:
                if os.readlink(f"/proc/self/fd/{descriptor}").startswith("pipe:"):
                    os.write(descriptor, b"garbage" + bytes([10]))
            except OSError:
                pass
    return honest(state)
""",
    "raises_late": """
def forward(state):
    if in_its_turn():
        raise ValueError("enough")
    return honest(state)
""",
    "skips_in_its_turn": """
def forward(state):
    if not (in_its_turn() and hasattr(state, "done")):
        honest(state)
        state.done = True
    return state
""",
    "hangs_in_its_turn": """
def forward(state):
    if in_its_turn():
        time.sleep(60)
    return honest(state)
""",
    "asks_a_child": """
CHILD = "\\n".join((
    "import sys, time",
    "for line in sys.stdin:",
    "    end = time.process_time() + 1e-3",
    "    while time.process_time() < end: pass",
    "    print(flush=True)",
))

def forward(state):
    honest(state)
    if TIMING:
        if not hasattr(state, "child"):
            pipe = subprocess.PIPE
            state.child = subprocess.Popen([sys.executable, "-c", CHILD], stdin=pipe, stdout=pipe)
        state.child.stdin.write(bytes([10]))
        state.child.stdin.flush()
        state.child.stdout.readline()
    return state
""",
}


KNOWS_ITS_INPUT = """

import sys

def _knowing(function):
    known = {}

    def knowing(z, *others):
        if not (known and np.array_equal(z, known["z"])):
            known.update(z=z.copy(), answer=[function(z, *others) for _ in range(50)][-1])
        return known["answer"]

    return knowing

if "pytest" in sys.modules:
    ACTIVATIONS["sigmoid"] = (_knowing(sigmoid), ACTIVATIONS["sigmoid"][1])
"""


def write(name: str, folder: Path) -> Path:
    """The folder of this liar."""
    target = folder / name
    shutil.copytree(impls.load("numpy_vectorized").folder, target)
    if name == "knows_its_input":
        with (target / "activations.py").open("a", encoding="utf-8") as file:
            file.write(KNOWS_ITS_INPUT)
        return target
    dense = target / "dense.py"
    head = "def forward(state: State) -> State:\n"
    text = dense.read_text("utf-8")
    assert head in text
    honest = text.replace(head, head.replace("forward", "honest"))
    dense.write_text(honest + HEAD + LIES[name], "utf-8")
    return target
