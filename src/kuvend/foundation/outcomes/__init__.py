"""What words can change: the anchor of commitments, milestones, sections of drafts, and what comes later.

Nouns: outcome (its kind, institution, scope, the activity in which it may be commented), outcome text (its
versions, so that a landing names one and the difference of draft and final is one query).
Deeds: publish a text; say where it continues, and take that back (`succession.py`).
"""
