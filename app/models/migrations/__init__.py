"""Alembic's environment and the frozen scripts."""
