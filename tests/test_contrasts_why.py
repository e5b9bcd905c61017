"""Why people differ: exact tests, corrections, the pooled test, and what is too little to test."""

import numpy as np
import pandas as pd
import pytest

from infoview_analysis.contrasts.stances import people_counts, stance_of, stances
from infoview_analysis.contrasts.why import benjamini_hochberg, exact_p, pooled_reasons, reasons


def held_by(sides, contrast="c1"):
    return pd.DataFrame(
        {"contrast_id": contrast, "person": [f"p{i:02d}" for i in range(len(sides))], "side": list(sides)}
    )


def groups(values):
    return pd.Series(list(values), index=[f"p{i:02d}" for i in range(len(values))])


@pytest.mark.parametrize(
    ("sides", "stance"),
    [
        (["for"], "for"),
        (["for", "against"], "mixed"),
        (["for", "depends"], "depends"),
        (["for", "against", "depends"], "mixed"),
        (["none"], None),
        (["none", "against"], "against"),
        ([], None),
    ],
)
def test_one_stance_a_person(sides, stance):
    assert stance_of(sides) == stance


def test_people_are_counted_once():
    marked = pd.DataFrame(
        [
            ("c", "ana", "for"),
            ("c", "ana", "for"),
            ("c", "ben", "for"),
            ("c", "ben", "against"),
            ("c", "cem", "against"),
        ],
        columns=["contrast_id", "person", "side"],
    )
    assert people_counts(stances(marked)).loc["c"].to_dict() == {"n_for": 1, "n_against": 1, "n_depends": 1}


@pytest.mark.parametrize(("n", "p"), [(4, 0.0286), (5, 0.0079), (6, 0.0022)])
def test_a_perfect_split_has_the_smallest_p_of_fisher(n, p):
    found = reasons(held_by(["for"] * n + ["against"] * n), {"size": groups(["large"] * n + ["mid"] * n)})
    assert found["p"].iloc[0] == pytest.approx(p, abs=5e-5)
    assert found["table"].iloc[0] == f"large: {n} for, 0 against; mid: 0 for, {n} against"


def test_three_against_three_is_too_few():
    found = reasons(held_by(["for"] * 3 + ["against"] * 3), {"size": groups("aaabbb")})
    assert found["p"].isna().all()
    assert found["note"].iloc[0].startswith("too few to test")


def test_depends_and_mixed_take_no_side_in_the_test():
    found = reasons(held_by(["for"] * 4 + ["against"] * 3 + ["mixed", "depends"]), {"size": groups("aaaabbbbb")})
    assert found["p"].isna().all()


def test_more_than_two_groups_against_the_exact_value():
    # All tables with these margins, each in as many ways as people can be drawn.
    counts = np.array([[4, 0], [0, 4], [2, 2]])
    from scipy.stats import chi2_contingency

    seen = chi2_contingency(counts, correction=False).statistic
    total = extreme = 0.0
    from math import comb

    for a in range(5):
        for b in range(5):
            c = 6 - a - b
            if 0 <= c <= 4:
                ways = comb(4, a) * comb(4, b) * comb(4, c)
                total += ways
                table = np.array([[a, 4 - a], [b, 4 - b], [c, 4 - c]])
                extreme += ways * (chi2_contingency(table, correction=False).statistic >= seen - 1e-9)
    assert exact_p(counts, shuffles=20000, seed=1) == pytest.approx(extreme / total, abs=0.01)


def test_benjamini_hochberg_by_hand():
    q = benjamini_hochberg(np.array([0.01, 0.04, np.nan, 0.03, 0.5]))
    assert q == pytest.approx([0.04, 0.04 * 4 / 3, np.nan, 0.04 * 4 / 3, 0.5], nan_ok=True)


def test_rivals_are_named():
    sides = ["for"] * 5 + ["against"] * 5
    found = reasons(held_by(sides), {"seniority": groups("aaaaabbbbb"), "size": groups("xxxxxyyyyx"),
                                     "other": groups("uvuvuvuvuv")}).set_index("attribute")  # fmt: skip
    assert found.loc["seniority", "rivals"] == "size"
    assert pd.isna(found.loc["other", "rivals"])


def test_the_pooled_test_finds_what_single_ones_cannot():
    size = groups("aaaaaaaabbbbbbbb")
    held = pd.concat(
        [held_by(np.where((size.to_numpy() == "a") ^ flip, "for", "against"), f"c{n}").iloc[n::2] for n, flip in
         enumerate([False, True])]
    )  # fmt: skip
    found = pooled_reasons(held, {"size": size, "noise": groups("uvvuuvvuuvvuuvvu")}, shuffles=999).set_index(
        "attribute"
    )
    assert found.loc["size", "p_holm"] <= 0.01
    assert found.loc["noise", "p"] > 0.05


def test_nothing_marked_gives_empty_frames_of_the_right_form():
    nothing = held_by([])
    assert reasons(nothing, {"size": groups("ab")}).empty
    assert pooled_reasons(nothing, {"size": groups("ab")})["p"].isna().all()


def test_the_same_notes_give_the_same_p_whatever_the_order():
    held = pd.concat([held_by(["for"] * 5 + ["against"] * 5, "c1"), held_by(["against", "for"] * 5, "c2")])
    kinds = {"role": groups("aabbccaabb")}
    one = pooled_reasons(held, kinds, shuffles=199), reasons(held, kinds, shuffles=199)
    other = held.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(one[0], pooled_reasons(other, kinds, shuffles=199))
    pd.testing.assert_frame_equal(one[1], reasons(other, kinds, shuffles=199))
