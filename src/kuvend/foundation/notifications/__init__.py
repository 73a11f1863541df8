"""The author is told of each step, once, by mail.

Noun: mail (an outgoing letter with an idempotency key; delivery may be cut and goes again under the same
Message-ID). The words of a mail stand in the room whose fact it tells of: templates/<room>/mail/<fact type>.txt.
"""
