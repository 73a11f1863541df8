"""What runs when: processes, their stages with gates, the activities in which people take part.

Nouns: process, stage, gate item (a condition that opens or closes a stage), activity (one way to take part,
of a kind that a capability brings), participant (the public face of one person in one process).
Nouns of time: stage calendar (a published version of all days of a process), notice (how long they have stood, MR-3.1).
Deeds: confirm a gate item, open, move and close a stage, publish the stage calendar, choose a shown name.
"""
