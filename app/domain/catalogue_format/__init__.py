"""Procedures as JSON: one procedure as the store keeps it, and packs as they ship and are exchanged.

The form is compact for people who read it: what has its default is left out, a time limit is ``"3 working_day"``, a
fee tier ``[from_unit, price]``. Reading is strict: an unknown key or a value of the wrong kind is an error, so that a
slip of the pen in a catalogue cannot become a wrong deadline.
"""

from app.domain.catalogue_format.packs import CataloguePack, pack_from_json
from app.domain.catalogue_format.reading import from_json
from app.domain.catalogue_format.writing import to_json

__all__ = ["CataloguePack", "from_json", "pack_from_json", "to_json"]
