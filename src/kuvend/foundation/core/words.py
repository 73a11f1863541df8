"""The one door for typed words, as the rooms know it; how it works stands where readers of files can use it, too."""

from kuvend.engines.formats.words import letters as letters
from kuvend.engines.formats.words import normalise as normalise
from kuvend.engines.formats.words import one_line as one_line
