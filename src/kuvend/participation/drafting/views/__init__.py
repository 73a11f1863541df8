"""Pages of drafts: for everyone a section, for its owner the whole text."""
