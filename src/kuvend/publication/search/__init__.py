"""The search of the site: everything public in one index, kept up by the facts of the record.

Nouns: entry (one public thing as the index keeps it). Deeds: follow what changed, rebuild. What is found comes from
the rooms (`foundation/datasets/findable.py`); what stops being public leaves in the same transaction, by triggers.
"""
