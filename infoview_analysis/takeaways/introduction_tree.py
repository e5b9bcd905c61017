"""Introductions as a forest: who named whom, one row a person, so that it can be drawn or read from left to right."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

MOST_COLUMNS = 4  # so that names keep room; a longer chain goes on at the left
COLUMNS = ("name", "state", "depth", "row", "parent", "n_introducers")


def introduction_tree(introductions: pd.DataFrame) -> pd.DataFrame:
    """Return each person once, below the first who named them.

    Parameters
    ----------
    introductions : DataFrame
        As described in ``frames.FRAMES``.

    Returns
    -------
    DataFrame
        ``name``; ``state`` ("met", "contacted", "next"; empty for one who was named by nobody); ``depth``, 0 for them;
        ``row``, the line to stand on: a person shares that of the first they named; ``parent``, the place (0, 1, …) of
        the row above, -1 for those named by nobody; ``n_introducers``. Whoever named most people whom nobody has
        written to yet comes first. Of people who named each other in a circle, the first by name begins.
    """
    named: dict[str, list[str]] = defaultdict(list)
    by: dict[str, list[str]] = defaultdict(list)
    state = dict(zip(introductions["introduced"], introductions["state"], strict=True))
    for introducer, introduced in zip(introductions["introducer"], introductions["introduced"], strict=True):
        named[introducer].append(introduced)
        by[introduced].append(introducer)

    def order(name: str) -> tuple[int, int, str]:
        return -sum(state[one] == "next" for one in named[name]), -len(named[name]), name

    rows: list[tuple[str, str, int, int, int, int]] = []
    placed: set[str] = set()
    line = 0
    circles = sorted(set(named) & set(by))
    begin = [*sorted(set(named) - set(by), key=order), *circles]
    further: set[str] = set()
    while begin:
        root = begin.pop(0)
        if root in placed and not (root in further and set(named[root]) - placed):
            continue
        waiting = [(root, 0, -1, True)]  # name, depth, parent, whether it shares the parent's line
        placed.add(root)
        while waiting:
            name, depth, parent, first = waiting.pop()
            line += not first
            place = len(rows)
            again = name in further and parent < 0
            rows.append(
                (name, "" if again else state.get(name, ""), depth, line, parent, 0 if again else len(by[name]))
            )
            if depth == MOST_COLUMNS - 1 and set(named[name]) - placed:
                further.add(name)
                begin.insert(0, name)
                continue
            below = [one for one in sorted(named[name], key=order) if one not in placed]
            placed.update(below)
            waiting += [(one, depth + 1, place, number == 0) for number, one in reversed(list(enumerate(below)))]
        line += 1
    return pd.DataFrame(rows, columns=list(COLUMNS))
