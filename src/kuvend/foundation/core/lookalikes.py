"""What looks alike is the same name, as the rooms know it; how it is told stands with the readers of files."""

from kuvend.engines.formats.lookalikes import skeleton as skeleton
