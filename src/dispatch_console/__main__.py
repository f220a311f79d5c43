"""The program's door: no words open the window, a verb does one thing and ends."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the command line or the window; returns 0 done, 1 refused, 2 usage, 3 the world."""
    from dispatch_console.cli.verbs import run

    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
