"""The author is told of each step, once, by mail; officials are reminded of what is due, once a day.

Noun: mail (an outgoing letter with an idempotency key; delivery may be cut and goes again under the same
Message-ID). The words of a mail stand in the room whose fact it tells of: templates/<room>/mail/<fact type>.txt;
the lines of a reminder come from the room that knows what is due.
"""
