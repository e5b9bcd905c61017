"""Whole-process measurements: a command's seconds and peak memory, as a person at the keyboard meets them."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """What one run of a command took.

    Attributes
    ----------
    seconds : float
        From start to end of the process.
    cpu_seconds : float
        Processor time over all cores.
    megabytes : float
        Largest resident memory.
    output : str
        What it printed.
    """

    seconds: float
    cpu_seconds: float
    megabytes: float
    output: str


def run(command: list[str], *, environment: dict[str, str] | None = None) -> Measurement:
    """Run ``command`` to its end and measure it.

    Raises
    ------
    RuntimeError
        The command failed; the message holds the end of what it wrote.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})}
    )
    assert process.stdout is not None
    output = process.stdout.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} failed:\n{output[-2000:]}")
    return Measurement(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output)


def python(code: str, *arguments: str, executable: str = sys.executable) -> Measurement:
    """Run Python ``code`` in a process of its own and measure it."""
    return run([executable, "-c", code, *arguments])


def peak_megabytes() -> float:
    """Return the largest resident memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(rows: list[dict[str, object]]) -> str:
    """Return rows as a Markdown table; numbers are written as they stand."""
    if not rows:
        return ""
    names = list(rows[0])
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(str(row[name]) for name in names) + " |" for row in rows]
    return "\n".join(lines)
