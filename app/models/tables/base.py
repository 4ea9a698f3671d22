"""The one collection all tables belong to."""

from sqlalchemy import MetaData

metadata = MetaData()
