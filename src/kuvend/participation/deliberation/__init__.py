"""Deliberation: people answer short statements with agree, disagree or pass, and add statements of their own.

Nouns: deliberation (the rules of an activity of this kind), statement (the detail of a contribution of kind
`statement`), its translations, vote, opinion map. Deeds: set the rules, seed statements, add a statement, cast a vote,
merge, classify and translate a statement, compute the map. Votes are rows, never facts, and never shown with a person.
"""
