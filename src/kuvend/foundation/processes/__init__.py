"""What runs when: processes, their stages with gates, the activities in which people take part.

Nouns: process, stage, gate item (a condition that opens or closes a stage), activity (one way to take part,
of a kind that a capability brings), participant (the public face of one person in one process).
Deeds: confirm a gate item, open and close a stage, choose a shown name.
"""
