"""The desk: what officials work on, across rooms. It has no models of its own.

Each room of the desk (to answer, to moderate, reports, stages, activities, people) opens for the mandates that have
work in it; every deed is an action of the room it belongs to, with that room's rule.
"""
