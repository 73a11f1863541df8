"""What is wrong with a file, in one line."""


class PolisProblem(ValueError):
    """A file cannot be read; the message names the file, the line where it is known, and what is wrong."""
