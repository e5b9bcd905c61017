"""Introductions as a forest: everybody once, lines shared with the first below, circles and long chains."""

import pandas as pd

from infoview_analysis.takeaways.introduction_tree import introduction_tree


def introductions(*pairs):
    rows = [(introducer, introduced, state) for introducer, introduced, state in pairs]
    return pd.DataFrame(rows, columns=["introducer", "introduced", "state"])


def test_a_person_shares_the_line_of_the_first_they_named():
    tree = introduction_tree(
        introductions(("Ana", "Ben", "next"), ("Ana", "Cy", "met"), ("Ben", "Dee", "next"), ("Eve", "Cy", "met"))
    )
    placed = list(tree[["name", "depth", "row", "parent"]].itertuples(index=False, name=None))
    assert placed[:4] == [("Ana", 0, 0, -1), ("Ben", 1, 0, 0), ("Dee", 2, 0, 1), ("Cy", 1, 1, 0)]
    assert tree.set_index("name")["n_introducers"]["Cy"] == 2
    assert tree["name"].value_counts().max() == 1


def test_a_circle_begins_with_the_first_by_name():
    tree = introduction_tree(introductions(("Ben", "Ana", "met"), ("Ana", "Ben", "met")))
    assert list(tree["name"]) == ["Ana", "Ben"]


def test_a_long_chain_goes_on_at_the_left():
    chain = [(f"p{i}", f"p{i + 1}", "met") for i in range(6)]
    tree = introduction_tree(introductions(*chain))
    assert list(tree["name"]) == ["p0", "p1", "p2", "p3", "p3", "p4", "p5", "p6"]
    assert list(tree["depth"]) == [0, 1, 2, 3, 0, 1, 2, 3]
    assert int((tree["state"] == "met").sum()) == 6


def test_nobody_introduced_anybody():
    assert introduction_tree(introductions()).empty
