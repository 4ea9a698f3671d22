"""Alembic's entry: the connection comes with an open transaction, all scripts run inside it."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
