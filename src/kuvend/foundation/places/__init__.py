"""Places of a country, as data that an instance loads: counties and municipalities, with official codes.

Noun: place (code, names by language, kind, the place it lies in, its square in a map of squares, its outline if there
is one). Deeds: load a list of places, load outlines. Words, activities, texts and institutions point to a place; a
reader is never located, places are found by name.
"""
