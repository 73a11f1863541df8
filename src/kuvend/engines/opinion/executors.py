"""Where the parts of a table are worked on: here, or on the machines behind a client that is handed in.

The three methods are those of a Dask distributed client, so that one can be handed in as it is; this engine
imports no cluster library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol


class Executor(Protocol):
    """Runs a function on each of several parts; what it returns are handles until they are gathered."""

    def scatter(self, data: list[Any], /) -> Any:
        """Hand out data and return one handle for each."""

    def map(self, function: Callable[..., Any], /, *handles: Any, **shared: Any) -> Any:
        """Call the function once for each handle (several lists go in step), `shared` as they are."""

    def gather(self, handles: Any, /) -> Any:
        """Return what stands behind the handles, in their order."""


class Here:
    """The executor of one process: a handle is the value itself."""

    def scatter(self, data: list[Any], /) -> list[Any]:
        """Return the data as they are."""
        return data

    def map(self, function: Callable[..., Any], /, *handles: Iterable[Any], **shared: Any) -> list[Any]:
        """Call the function at once."""
        return [function(*each, **shared) for each in zip(*handles, strict=True)]

    def gather(self, handles: Sequence[Any], /) -> list[Any]:
        """Return the values."""
        return list(handles)


HERE = Here()
