"""``python -m app`` and ``motcua``: hands the command line to app.cli."""
