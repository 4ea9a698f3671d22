"""``python -m app`` and ``motcua``: hands the command line to app.cli."""

from app.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
