"""The units of the country before and since 1 July 2025, and which became which.

The table is data with a legal basis (``resources/communes``); nothing here knows a name of a unit. ``table_from_text``
reads it, ``CommuneTable`` holds it, ``spelling`` says when two spellings are the same name.
"""

from app.domain.communes.gazetteer import Gazetteer
from app.domain.communes.table import CommuneTable, table_from_text
from app.domain.communes.units import Commune, FormerCommune, FormerDistrict, FormerProvince, Province

__all__ = [
    "Commune",
    "CommuneTable",
    "FormerCommune",
    "FormerDistrict",
    "FormerProvince",
    "Gazetteer",
    "Province",
    "table_from_text",
]
