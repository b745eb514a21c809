"""`python -m propbench` is the command `propbench`."""

import sys

from propbench.command import main

sys.exit(main())
