"""What somebody said: the anchor of ideas, comments and all that people write.

Nouns: contribution (about an outcome, in reply to another contribution, or about the activity as a whole),
its texts in versions, support. Deeds: receive, post a comment, edit, withdraw, support, take support back.
A receipt names the day by which an answer is due.
"""
