"""Pictures of skills: what they draw and say, for nothing, one skill and sixty."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from skill_fixtures import interviews_of, profile_of, said, small_summary, summary_of

from infoview_analysis import plots
from infoview_analysis.skills.summary import no_skills


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def sixty():
    rows = [(person, f"A rather long name of a skill, number {skill}", "must" if skill % 2 else "nice")
            for skill in range(60) for person in range(skill % 5 + 1)]  # fmt: skip
    return summary_of(interviews_of(*"ABCDE"), *said(*rows))


def one():
    return summary_of(interviews_of("Ana"), *said((0, "SQL", "must")), profile_of(SQL=1))


DRAW = {
    "gap": lambda s, **options: plots.demand_against_level(s.gaps, **options),
    "need": lambda s, **options: plots.need_bars(s.gaps, **options),
    "who": lambda s, **options: plots.who_asks_for_what(s.matrix, **options),
}


@pytest.mark.parametrize("kind", DRAW)
@pytest.mark.parametrize("make", [no_skills, one, sixty, small_summary], ids=["none", "one", "sixty", "small"])
def test_a_given_axes_is_drawn_on_and_has_a_title(kind, make):
    _, ax = plt.subplots(figsize=(9, 7))
    assert DRAW[kind](make(), ax=ax) is ax
    assert ax.get_title(loc="left")


def test_titles_state_the_finding():
    titles = {kind: " ".join(draw(small_summary()).get_title(loc="left").split()) for kind, draw in DRAW.items()}
    assert titles["gap"] == "Largest gap: SQL. 3 of 5 people speak of it, strong is asked for, you have basic"
    assert titles["need"] == "Called a must most often: Excel, by 2 of 5 people"
    assert titles["who"] == "The middle person speaks of 2 of the 5 skills"


def test_levels_and_counts_are_those_of_the_frame():
    gaps = small_summary().gaps
    asked = gaps[gaps["demand"] > 0]
    ax = plots.demand_against_level(gaps)
    drawn = {
        found.get_gid(): found.get_offsets()[:, 0] for found in ax.collections if found.get_gid() in ("have", "target")
    }
    np.testing.assert_allclose(drawn["have"], asked["have"].astype(float))
    np.testing.assert_allclose(drawn["target"], asked["target"].astype(float))
    widths = [sum(bar.get_width() for bar in box) for box in plots.need_bars(gaps).containers]
    assert widths == [-3, 4, 2, 1]  # not needed, must, helps, named


def test_what_is_told_by_colour_is_told_without_it_too():
    summary = small_summary()
    ax = plots.who_asks_for_what(summary.matrix)
    hatched = [patch for patch in ax.patches if patch.get_gid() == "refusal"]
    assert len(hatched) == int(summary.matrix.isin(["not needed", "both"]).to_numpy().sum()) == 3
    assert all(patch.get_hatch() for patch in hatched)
    (rings,) = [found for found in plots.demand_against_level(summary.gaps).collections if found.get_gid() == "have"]
    dotted = [style[1] is not None for style in rings.get_linestyle()]
    asked = summary.gaps[summary.gaps["demand"] > 0]
    assert dotted == (asked["in_profile"] == "no").tolist()
    assert set(dotted) == {True, False}


def test_one_skill_is_told_by_its_name():
    assert plots.who_asks_for_what(one_skill_of_two().matrix).get_title(loc="left") == "1 of 2 people speaks of SQL"


def one_skill_of_two():
    return summary_of(interviews_of("Ana", "Ben"), *said((0, "SQL", "must")))


@pytest.mark.parametrize("kind", DRAW)
def test_no_label_runs_out_of_the_picture(kind):
    rows = [(person, f"Extraordinarily comprehensive documentation of requirement {skill}", "must")
            for skill in range(30) for person in range(30)]  # fmt: skip
    people = [f"Wilhelmina Featherstonehaugh-Cholmondeley {number}" for number in range(30)]
    figure = DRAW[kind](summary_of(interviews_of(*people), *said(*rows))).figure
    figure.canvas.draw()
    width, height = figure.canvas.get_width_height()
    for label in figure.findobj(matplotlib.text.Text):
        if label.get_text().strip() and label.get_visible():
            box = label.get_window_extent()
            assert box.x0 >= -1, label.get_text()
            assert box.x1 <= width + 1, label.get_text()
            assert box.y1 <= height + 1, label.get_text()
