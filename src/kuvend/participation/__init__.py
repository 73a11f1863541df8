"""Capabilities in which a person does something: ideas, drafts, votes, petitions."""
