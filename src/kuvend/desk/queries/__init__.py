"""Reading for the desk: one module a room, everything loaded before a template sees it."""
