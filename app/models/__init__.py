"""Floor 2: the local store. The only room that knows SQLAlchemy; hands out frozen rows."""
