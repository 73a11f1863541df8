"""Ideas: somebody proposes what should change, others support it and comment on it.

Noun: idea (the detail of a contribution of kind `idea`: category and place name). Deed: submit an idea.
"""
