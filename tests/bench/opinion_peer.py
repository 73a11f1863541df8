"""One measurement of red-dwarf, run by the Python of its own environment; the last line is JSON."""

import json
import sys
import time

import numpy as np
from reddwarf.implementations.polis import run_pipeline


def main() -> None:
    file = np.load(sys.argv[1])
    columns = (file[name].tolist() for name in ("participants", "statements", "values"))
    votes = [
        {"participant_id": person, "statement_id": statement, "vote": value}
        for person, statement, value in zip(*columns, strict=True)
    ]
    ids = {name: file[name].tolist() if name in file else [] for name in ("out", "meta", "kept")}
    best = float("inf")
    for _ in range(int(sys.argv[2])):
        start = time.process_time()
        run_pipeline(
            votes=votes,
            mod_out_statement_ids=ids["out"],
            meta_statement_ids=ids["meta"],
            keep_participant_ids=ids["kept"],
        )
        best = min(best, time.process_time() - start)
    print(json.dumps({"cpu": best}))


main()
