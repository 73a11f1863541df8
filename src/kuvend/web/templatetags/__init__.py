"""Tags of the frame that every page stands in."""
