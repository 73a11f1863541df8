"""Serving as one process tree: a supervisor keeps the web server, the job worker and the database alive."""
