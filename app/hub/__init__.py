"""The receiver: stores every authenticated operation first and judges it later. SQLite for one office, PostgreSQL."""
