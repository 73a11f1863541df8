"""Problems that a person can mend, said in one line."""


class UsageProblem(Exception):
    """The input or the surroundings are unusable; the message says what is wrong and what to do.

    The command line prints it without a traceback and ends with exit code 2.
    """
