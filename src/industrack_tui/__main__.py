"""`python -m industrack_tui` and the installed command."""

import sys


def main() -> int:
    """Run the command line; answers the exit code."""
    from industrack_tui.cli.program import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
