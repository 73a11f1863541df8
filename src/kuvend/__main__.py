"""`python -m kuvend` is the same as `kuvend`."""

import sys

from kuvend.web.cli import main

sys.exit(main())
