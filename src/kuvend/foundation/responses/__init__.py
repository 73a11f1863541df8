"""Every input gets an answer: who must answer until when, and what the answer was.

Nouns: duty (an institution must answer a contribution by its due date), response (verdict and reason by an
institution; one response answers many contributions), landing (the outcome text where the words went).
Deeds: draft a response, publish it, correct it, pass a duty on. MR-4.1 of the OGP rules counts open duties.
"""
