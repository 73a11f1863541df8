"""What a file of evidence may be: told by its bytes, never by its name, and kept without what it says of people."""

from kuvend.foundation.documents.files.checking import CheckedFile, check_file
from kuvend.foundation.documents.files.unfit import TooLarge, Unfit

__all__ = ["CheckedFile", "TooLarge", "Unfit", "check_file"]
