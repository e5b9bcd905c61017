"""Seconds and peak memory of each step on a folder of many notes, each step in a process of its own.

    python -m benchmarks.large_batch FOLDER_OF_NOTES

The notes are copied to a temporary workspace, so nothing is written beside the notes. Encoding runs twice: cold, and
from the cache.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
from pathlib import Path

from benchmarks.measure import Measurement, python, table

LOAD = """
import json, sys
from pathlib import Path
from infoview_analysis.workspace import Workspace
notes = Workspace(Path(sys.argv[1])).load()
errors = notes.problems[notes.problems["severity"] == "error"]
print(json.dumps({"interviews": len(notes.interviews), "points": len(notes.points),
                  "errors": len(errors), "warnings": len(notes.problems) - len(errors)}))
"""
ENCODE = """
import json, sys, time
from pathlib import Path
from infoview_analysis.workspace import Workspace
from infoview_analysis.encoder import load_encoder
from infoview_analysis.themes import texts_to_encode
workspace = Workspace(Path(sys.argv[1]))
texts = texts_to_encode(workspace.load().points, None)
started = time.perf_counter()
load_encoder("", cache_folder=workspace.cache_folder).encode(texts)
print(json.dumps({"texts": len(texts), "encode only s": round(time.perf_counter() - started, 1)}))
"""
SYNTHESIZE = """
import json, sys, time
from pathlib import Path
from infoview_analysis.synthesis import synthesize
times, last = {}, [time.perf_counter(), "start"]
def tell(stage, done, total):
    now = time.perf_counter()
    times[last[1]] = times.get(last[1], 0) + now - last[0]
    last[:] = [now, stage]
synthesis = synthesize(Path(sys.argv[1]), progress=tell)
tell("end", 0, 0)
print(json.dumps({"themes": len(synthesis.themes), **{k: round(v, 1) for k, v in times.items()}}))
"""


def row(step: str, measured: Measurement) -> dict[str, object]:
    """Return one line of the table."""
    said = json.loads(measured.output.strip().splitlines()[-1])
    return {
        "step": step,
        "seconds": f"{measured.seconds:.1f}",
        "peak MB": f"{measured.megabytes:.0f}",
        "what": ", ".join(f"{key} {value}" for key, value in said.items()),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        workspace = Path(temporary) / "many"
        (workspace / "interviews").mkdir(parents=True)
        for note in arguments.folder.iterdir():
            shutil.copyfile(note, workspace / "interviews" / note.name)
        rows = [
            row("load", python(LOAD, str(workspace))),
            row("load and encode, cold", python(ENCODE, str(workspace))),
            row("load and encode, warm", python(ENCODE, str(workspace))),
            row("all, warm", python(SYNTHESIZE, str(workspace))),
        ]
    print(f"{len(list(arguments.folder.iterdir()))} files; load average {os.getloadavg()[0]:.1f}\n")
    print(table(rows))


if __name__ == "__main__":
    main()
