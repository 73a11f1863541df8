"""Who takes part and who answers for what.

Nouns: person (an account, never on a public page), institution, scope (a tree of places where a mandate
holds), mandate (person, role, institution, scope, from, to). Deeds: give a mandate, end a mandate.
Sign-in is django-allauth: a code by mail, a password or a passkey; officials need a second factor.
"""
