"""The edge: settings, urls, base templates, static files, the command line and the wiring."""
