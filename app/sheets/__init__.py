"""Spreadsheets: files of others are read as plain text within limits; tables and lists are written as XLSX."""
