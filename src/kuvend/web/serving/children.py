"""A child process that is kept alive, and that dies with its parent."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

PR_SET_PDEATHSIG = 1
LONGEST_PAUSE = 30.0  # seconds between two starts
STEADY = 60.0  # a child that lived so long starts again at once
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass
class Child:
    """One program of the tree, restarted with growing pauses when it dies."""

    name: str
    command: Sequence[str]
    pass_fds: Sequence[int] = ()
    clock: Callable[[], float] = time.monotonic
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    _started: float = 0.0
    _next_start: float = 0.0

    def start(self) -> None:
        """Start the program in a session of its own: Ctrl-C in the terminal is the parent's to pass on."""
        self._started = self.clock()
        self.process = subprocess.Popen(  # noqa: S603 (our own programs)
            self.command, pass_fds=self.pass_fds, start_new_session=True, preexec_fn=_die_with_parent
        )

    def tend(self) -> str | None:
        """Start the program again when it is dead and its pause is over; return what there is to say."""
        if self.process is None:
            if self.clock() >= self._next_start:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        return self._bury(code)

    def _bury(self, code: int) -> str:
        lived = self.clock() - self._started
        self.deaths = 1 if lived > STEADY else self.deaths + 1
        pause = 0.0 if lived > STEADY else min(0.25 * 2**self.deaths, LONGEST_PAUSE)
        self._next_start = self.clock() + pause
        self._signal_group(signal.SIGTERM)  # what it may have left behind
        self.process = None
        return f"{self.name} ended ({_reason(code)}) and starts again in {pause:.0f} s"

    def restart(self, seconds: float) -> None:
        """Stop the program and start it at once; its earlier deaths are forgiven."""
        self.stop(seconds)
        self.deaths = 0
        self.start()

    def stop(self, seconds: float) -> None:
        """Ask the program to end, and end it by force when it has not after `seconds`."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
        self._signal_group(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def _signal_group(self, number: int) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


def _reason(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def _die_with_parent() -> None:
    """Between fork and exec: have the system end this child when its parent dies without a word."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
