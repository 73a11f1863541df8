"""What the search shows: what was asked, what is found, by kind, with the words around the hit."""
