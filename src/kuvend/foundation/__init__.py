"""Rooms that every capability needs and that know none of the capabilities."""
