"""Reading for the portal's pages: each returns what its page shows, fully loaded and in words."""
