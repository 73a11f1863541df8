"""Where a map is computed: here, or on a Dask cluster whose client is made here and handed to the engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kuvend.engines.opinion.executors import HERE, Executor
from kuvend.foundation.core.problems import UsageProblem

SECONDS = 10


@contextmanager
def executor(address: str | None) -> Iterator[Executor]:
    """Give the executor behind an address, or the one of this process. Raises UsageProblem."""
    if address is None:
        yield HERE
        return
    try:
        from distributed import Client
    except ImportError:
        raise UsageProblem("--dask: Dask is not installed; pip install 'kuvend[cluster]'") from None
    try:
        client = Client(address, timeout=SECONDS)
    except (OSError, ValueError) as problem:
        raise UsageProblem(f"--dask: {address} cannot be reached: {' '.join(str(problem).split())[:200]}") from None
    with client:
        yield client
