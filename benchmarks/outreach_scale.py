"""A table of a million requests: seconds and memory of loading it, and of the response rates.

Run with ``python -m benchmarks.outreach_scale [rows]``; each step runs in a process of its own.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import measure

_LOAD = """
import sys, time
from infoview_analysis.outreach import load_outreach
from infoview_analysis.workspace import Workspace
start = time.perf_counter()
log = load_outreach(Workspace(sys.argv[1]))
assert log.n_rows == len(log.outreach) + log.n_merged + log.n_rejected == int(sys.argv[2])
print(f"{time.perf_counter() - start:.1f} {len(log.outreach)} {len(log.events)} {log.n_merged} {log.n_rejected}")
log.outreach.to_pickle(sys.argv[1] + "/outreach.pickle")
"""
_RATES = """
import sys, time
import pandas as pd
from infoview_analysis.outreach.rates import response_rates
outreach = pd.read_pickle(sys.argv[1] + "/outreach.pickle")
start = time.perf_counter()
response_rates(outreach, by="channel", as_of=outreach["sent_on"].max())
print(f"{time.perf_counter() - start:.1f}")
"""


def write_table(path: Path, rows: int, *, seed: int = 0) -> None:
    """Write a table of requests as people keep them: silent ones, answers, wordings of their own, some rows twice."""
    rng = np.random.default_rng(seed)
    sent = np.datetime64("2019-01-01") + rng.integers(0, 2500, rows)
    replied = rng.random(rows) < 0.35
    met = replied & (rng.random(rows) < 0.6)
    delay = rng.integers(0, 12, rows)

    def days(values: np.ndarray, where: np.ndarray) -> np.ndarray:
        return np.where(where, np.datetime_as_string(values, unit="D"), "")

    number = rng.permutation(rows)
    frame = pd.DataFrame(
        {
            "Name": [f"Person {one % 700} Surname{one // 700}" for one in number],
            "Company": [f"Company {one % 5000} Ltd" for one in number],
            "Job title": rng.choice(["Analyst", "Manager", "Designer", "Engineer"], rows),
            "How contacted": rng.choice(["Email", "LinkedIn message", "Referral", "Phone", "Networking event"], rows),
            "Date contacted": np.datetime_as_string(sent, unit="D"),
            "Subject": [f"Twenty minutes about your work, number {one}?" for one in number],
            "Follow-up": days(sent + 8, ~replied & (rng.random(rows) < 0.4)),
            "Reply date": days(sent + delay, replied),
            "Status": np.where(met, "Met", np.where(replied, "Declined: too busy", "No response")),
            "Meeting date": days(sent + delay + 7, met),
            "Thank you sent": np.where(met, "yes", ""),
        }
    )
    frame.iloc[rows - rows // 1000 :] = frame.iloc[: rows // 1000].to_numpy()
    frame.to_csv(path, index=False)


def main() -> None:
    """Write the table, load it, and print what it took."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        write_table(Path(folder) / "outreach.csv", rows)
        size = (Path(folder) / "outreach.csv").stat().st_size / 1e6
        loaded = measure.python(_LOAD, folder, str(rows))
        seconds, n_requests, n_events, n_merged, n_rejected = loaded.output.split()
        result = {
            "step": "load_outreach", "rows": rows, "file MB": round(size), "seconds": seconds,
            "process CPU s": round(loaded.cpu_seconds, 1), "peak MB": round(loaded.megabytes),
            "found": f"{n_requests} requests, {n_events} events, {n_merged} merged, {n_rejected} rejected",
        }  # fmt: skip
        print(measure.table([result]))
        rated = measure.python(_RATES, folder)
        print(measure.table([{"step": "response_rates", "rows": rows, "seconds": rated.output.strip(),
                              "peak MB": round(rated.megabytes)}]))  # fmt: skip


if __name__ == "__main__":
    main()
