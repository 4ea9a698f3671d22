"""Floor 4: the counter's window. The only room that knows PySide6."""
