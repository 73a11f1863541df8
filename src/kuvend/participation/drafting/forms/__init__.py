"""The form of a draft: a text typed in sections, matched with the sections that are published."""
