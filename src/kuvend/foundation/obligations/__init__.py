"""What is owed: who owes which deed about what until when, and what happened to its clock.

Nouns: obligation (a deed that an institution, or those who keep the site, owe by a day), its kind (which a room hands
up: its clock, its page, its room of the desk), its events. Deeds: owe a deed, extend it, pause and resume its clock by
a named act, transfer it, meet it, let it lapse, appeal. The days are those of engines/deadlines; where each rule is
said: docs/reference/clocks.md.
"""
