"""The list of institutions and the page of each: how it answers, and what rooms hand up of it.

It has no models of its own. What an institution promised, owes or publishes in a capability is a part that the
capability hands up (`foundation/people/institution_parts.py`); answers are of every capability and stand here.
"""
