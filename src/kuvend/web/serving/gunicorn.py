"""What gunicorn reads before it starts: its own lines look like all others. All else stands on its command line."""

import os

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from kuvend.web.logs import Calm, Lines


class OurLogger(Logger):  # type: ignore[misc]
    """gunicorn's logger with our lines, which name no network address."""

    def setup(self, cfg: object) -> None:
        """Take gunicorn's own settings, then give its handlers our form."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Lines(os.environ.get("KUVEND_LOG", "text")))
            handler.addFilter(Calm())


logger_class = OurLogger
loglevel = "warning"
