"""The forms about the document of a plan."""
