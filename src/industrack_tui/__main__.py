"""`python -m industrack_tui` and the installed command."""

import gc
import sys


def main() -> int:
    """Run the command line; answers the exit code."""
    gc.disable()  # what is being loaded is no garbage, and looking for some is a fiftieth of a start: see `program`
    from industrack_tui.cli.program import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
