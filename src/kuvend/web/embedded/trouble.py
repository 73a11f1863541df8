"""What PostgreSQL and the system say about a folder or a disk, in one line that says what to do."""

from pathlib import Path

from kuvend.foundation.core.problems import UsageProblem

KNOWN = (
    ("no space left on device", "the disk is full; free some space and start again"),
    ("disk quota exceeded", "the disk quota is used up; free some space and start again"),
    ("read-only file system", "the disk is read-only; set KUVEND_HOME to a folder that can be written"),
    (
        "not a directory",
        "a file stands where a folder must be; move it away or set KUVEND_HOME to another folder",
    ),
    (
        "file exists",
        "a file stands where a folder must be; move it away or set KUVEND_HOME to another folder",
    ),
    ("permission denied", "this account may not write there; set KUVEND_HOME to a folder of its own"),
    ("operation not permitted", "this account may not write there; set KUVEND_HOME to a folder of its own"),
    (
        "incompatible with server",
        "it was made by another version of PostgreSQL; export it with that version first",
    ),
    ("wrong ownership", "it belongs to another account; start as that account or set KUVEND_HOME"),
    (
        "could not create shared memory",
        "the system gives no shared memory; see its limits (kernel.shmmax, /dev/shm)",
    ),
    ("too many open files", "the system allows too few open files; raise `ulimit -n`"),
    ("cannot allocate memory", "the system has too little free memory"),
)


def explained(place: Path, raw: object) -> UsageProblem:
    """Return the problem to raise for what went wrong at `place`; `raw` is an error or a program's words."""
    text = str(raw)
    for sign, meaning in KNOWN:
        if sign in text.lower():
            quotation = f" (it said: {_last(text)})" if "permi" in sign and str(place.parent) not in text else ""
            return UsageProblem(f"The database in {place} cannot be used: {meaning}{quotation}.")
    return UsageProblem(f"The database in {place} cannot be used: {_last(text)}")


def _last(text: str) -> str:
    """The program's own last telling line."""
    signs = ("FATAL", "PANIC", "error", "ERROR", "denied", "permitted")
    telling = [line for line in text.splitlines() if any(sign in line for sign in signs)]
    return (telling or text.strip().splitlines() or ["no reason was given"])[-1].strip()
