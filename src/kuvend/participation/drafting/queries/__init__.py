"""What pages of drafts show, fully loaded."""
