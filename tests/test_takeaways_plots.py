"""Pictures of takeaways: what they draw and say, for nothing, few and very many, and that no text runs into another."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from test_plots import assert_no_overlap

from infoview_analysis import plots

TODAY = pd.Timestamp("2026-05-12")
LONG = "a name that goes on and on without an end that anybody would wait for, and then some more of it"


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def introductions(n):
    rows = [
        (f"Introducer {i // 7}" + LONG * (i % 3 == 0), f"Person {i} " + LONG * (i % 5 == 0), "next" if i % 2 else "met")
        for i in range(n)
    ]
    return pd.DataFrame(rows, columns=["introducer", "introduced", "state"])


def resources(n):
    rows = [(f"Book {i} " + LONG * (i % 4 == 0), "book" if i % 2 else None, max(1, n - i), "no") for i in range(n)]
    return pd.DataFrame(rows, columns=["title", "kind", "n_people", "done"])


def actions(n):
    rows = [("Ana " + LONG * (i % 4 == 0), "send her the draft " + LONG * (i % 3 == 0), ("mine", "theirs")[i % 2],
             TODAY + pd.Timedelta(days=i - 2) if i % 5 else pd.NaT, "yes" if i == 1 else "no") for i in range(n)
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["interviewee", "text", "whose", "due_on", "overdue"]).assign(sure="likely")
    return frame.astype({"due_on": "datetime64[us]"}).sort_values("due_on", ignore_index=True)


DRAW = {
    "who": lambda n, **k: plots.who_introduced_whom(introductions(n), **k),
    "resources": lambda n, **k: plots.resources_by_people(resources(n), 40, **k),
    "actions": lambda n, **k: plots.open_actions_by_day(actions(n), TODAY, **k),
}


@pytest.mark.parametrize("kind", DRAW)
@pytest.mark.parametrize("n", [0, 1, 5, 60, 400])
def test_no_text_runs_into_another(kind, n):
    assert_no_overlap(DRAW[kind](n))


@pytest.mark.parametrize("kind", DRAW)
def test_a_given_axes_is_drawn_on(kind):
    _, ax = plt.subplots(figsize=(9, 7))
    assert DRAW[kind](5, ax=ax) is ax


def test_titles_state_the_finding():
    title = {kind: " ".join(draw(5).get_title(loc="left").split()) for kind, draw in DRAW.items()}
    assert title["who"] == "5 people were named or introduced: 2 still to write to"
    assert title["resources"].endswith("by 5 of 40 people")
    assert title["actions"] == "5 actions open: 4 with a day, 1 of them overdue"
    one_each = resources(5).assign(n_people=1)
    assert plots.resources_by_people(one_each, 40).get_title(loc="left") == "5 resources were named, none by two people"


def test_marks_are_those_of_the_frame():
    drawn = [line.get_gid() for line in DRAW["who"](6).lines if line.get_gid()]
    assert sorted(drawn) == ["met"] * 3 + ["next"] * 3
    assert [bar.get_width() for bar in DRAW["resources"](3).patches] == [3, 2, 1]
