"""Why somebody may not do a thing: asked before a screen offers it, so that nothing is typed in vain."""

from app.core.problems import PersonProblem
from app.domain.permissions import Permission, require
from app.services.security import Session
from app.services.sentences import Sentence, describe


def refusal(session: Session, permission: Permission) -> Sentence:
    """Return why the person may not do this and who may; an empty sentence where they may."""
    try:
        require(session.account, permission)
    except PersonProblem as problem:
        return describe(problem)
    return Sentence("")
