"""Dates and numbers in Albanian."""
