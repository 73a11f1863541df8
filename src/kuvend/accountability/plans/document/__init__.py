"""The plan as a document: its goals, commitments and milestones; imported, exported, checked, submitted."""
