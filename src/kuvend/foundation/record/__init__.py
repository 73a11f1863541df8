"""The public record: what was done, when, by which role, in a log that nobody can quietly change.

Nouns: fact (a deed as it stands in the log), subject (a public id the fact is about), tile, checkpoint
(the signed head of the log), cursor (how far a reaction has read). Deeds: `put` facts in an action's own
transaction, `sequence` them into the tree, `sign_checkpoint`, run the reactions.

A fact holds codes, dates, numbers, public ids and salted digests; never a text, an author or a pseudonym.
The tree is RFC 6962's, served as c2sp.org/tlog-tiles; whoever holds a checkpoint can prove a change.
"""
