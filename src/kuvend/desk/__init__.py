"""The desk: what officials work on, across rooms. It has no models of its own.

Each part of the desk (to answer, to moderate, stages, activities, people) opens for the mandates that have work in it;
every deed is an action of the room it belongs to, with that room's rule. Rooms hand up their own parts (reports and
the check of a plan, the text of a draft): `foundation/people/desk.py`.
"""
