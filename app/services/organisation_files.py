"""A table of organisation codes from a file of the administrator's choice."""

from pathlib import Path

from app.domain.importing.organisation_lines import organisations_of
from app.domain.organisations import OrganisationHistory, organisations_from_json
from app.services.admin import read_text
from app.sheets.reading import read_sheet


def read_table(path: Path) -> OrganisationHistory:
    """Return the table of a file: JSON as it ships, or a spreadsheet with titles.

    Raises:
        OutsideProblem: ``admin.file_unreadable``, ``sheets.unreadable``.
        PersonProblem: ``organisations.…``, ``sheets.…``.
    """
    if path.suffix.lower() == ".json":
        return organisations_from_json(read_text(path))
    return organisations_of(read_sheet(path).lines)
