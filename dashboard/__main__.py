"""Run the command line: `python -m dashboard status --treaty MBT --on 2026-11-23`."""

import sys

from dashboard.commands import main

if __name__ == "__main__":
    sys.exit(main())
