"""What may be wrong with a regime's file."""


class InvalidRegime(ValueError):
    """A file is no regime; the message says where and why."""
