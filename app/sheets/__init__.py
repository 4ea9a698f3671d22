"""Spreadsheets: files that somebody else made are read as plain text within limits, and tables are written as XLSX."""
