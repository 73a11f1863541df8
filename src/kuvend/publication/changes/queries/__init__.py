"""What the pages of changes and the calendar show, fully loaded."""
