"""Made-up capabilities, one of each wing: adding them changes nothing outside their folders and the list of rooms."""
