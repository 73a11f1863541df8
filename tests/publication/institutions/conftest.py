"""Institutions in a house whose draft changed because of what people said."""

from tests.publication.changes.conftest import revised

__all__ = ["revised"]
