"""A register of lamps: a government owes their repair within working days of the report.

Nouns: lamp. Deeds: report a lamp, repair a lamp. Made up, for the tests of the house.
"""
