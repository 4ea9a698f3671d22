"""``python -m app`` and ``motcua``: hands the command line to app.cli, or becomes the scanner worker."""

import sys

from app.cli.main import main as run_command

SCAN_WORKER = "--scan-worker"
"""The same word as app.scanning.child.WORKER_OPTION; written again, because importing it costs every start."""


def main() -> int:
    """Run the program; the packaged one starts itself with SCAN_WORKER for a driver that must not crash it."""
    if sys.argv[1:2] == [SCAN_WORKER]:
        # The toolkits of scanning are loaded by the process that scans, not by every command.
        from app.scanning import worker

        return worker.main()
    return run_command()


if __name__ == "__main__":
    raise SystemExit(main())
