"""Spreadsheets: files that somebody else made are read as plain text within limits; tables and lists are written as XLSX."""
