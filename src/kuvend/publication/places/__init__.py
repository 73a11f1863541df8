"""Places: where it is that people say something, county by county, as a map of squares with its table.

It has no models of its own. A place is found by its name; the reader is never located.
"""
