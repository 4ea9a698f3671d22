"""Errors as codes with parameters; the sentence is made where a person reads it (app.services.sentences).

Two families are raised on purpose. Anything else that is raised is a bug and is reported as one.
"""


class Problem(Exception):  # noqa: N818 - "problem" is what a clerk is told; it is not a bug
    """Something a person has to be told.

    Attributes:
        code: dotted name, stable for ever, e.g. ``"numbers.range_used_up"``; the first part names the room.
        params: values for the sentence, without personal data beyond what the sentence shows.
    """

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        """Return the code and the parameters' names: safe for a log."""
        return f"{self.code}({', '.join(sorted(self.params))})"


class PersonProblem(Problem):
    """The person at the desk can mend it: wrong input, missing permission, a forbidden step."""


class OutsideProblem(Problem):
    """The surroundings failed: disk, printer, scanner, line, clock, receiver."""
