"""An address written before 1 July 2025, and the present commune it lies in.

Since that day an address is free text, commune and province; most cards still print the three levels from before. The
card's text is kept as it is. ``successors`` proposes the present address beside it: one where the law leaves no doubt,
several to choose from where the old commune was split or the text is not clear, none where the text names no commune.
"""

from app.domain.addresses.proposals import Candidate, Outcome, Proposal, successors

__all__ = ["Candidate", "Outcome", "Proposal", "successors"]
