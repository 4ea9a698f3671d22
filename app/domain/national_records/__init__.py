"""Procedures as the national portal publishes them (``LayThuTuc``), read without trusting them.

The source is dirty: units are missing, notes stand among the papers, numbers run together, several cases are
flattened into one. What is certain is taken; what is doubtful becomes a review note with the source's own words and
leaves the value empty, so that it can never turn into a deadline or a fee by itself.
"""

from app.domain.national_records.differences import diff
from app.domain.national_records.reading import ImportReport, Rejected, read_records

__all__ = ["ImportReport", "Rejected", "diff", "read_records"]
