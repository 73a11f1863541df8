"""What the pages of institutions show, fully loaded."""
