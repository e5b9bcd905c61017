"""Pictures: what they draw, what they say, and that no text runs into another."""

import itertools

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from report_fixtures import synthesis, without_themes

from infoview_analysis import plots
from infoview_analysis.plots import style
from infoview_analysis.plots.themes import support_title


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def twelve():
    return synthesis()


def drawn(bundle):
    frames = bundle.points, bundle.interviews, bundle.themes
    return {
        "support": lambda **k: plots.support_bars(bundle.themes, bundle.interviews, **k),
        "people": lambda **k: plots.theme_by_interviewee(*frames, **k),
        "role": lambda **k: plots.theme_by_attribute(*frames, "role", **k),
        "seniority": lambda **k: plots.theme_by_attribute(*frames, "seniority", **k),
        "unplaced": lambda **k: plots.unplaced_by_interview(bundle.points, bundle.interviews, **k),
    }


def texts(ax):
    """Return the visible pieces of text of a picture."""
    legend = ax.get_legend()
    pieces = [*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels(), ax._left_title, ax.xaxis.label]
    pieces += legend.get_texts() if legend else []
    return [piece for piece in pieces if piece.get_text().strip() and piece.get_visible()]


def assert_no_overlap(ax):
    figure = ax.figure
    figure.canvas.draw()
    found = texts(ax)
    boxes = [piece.get_window_extent() for piece in found]
    for (one, box), (other, second) in itertools.combinations(zip(found, boxes, strict=True), 2):
        if one.get_rotation() == other.get_rotation() == 60:
            continue  # slanted names: their bounding boxes overlap, the names do not
        width = min(box.x1, second.x1) - max(box.x0, second.x0)
        height = min(box.y1, second.y1) - max(box.y0, second.y0)
        assert width <= 1 or height <= 1, f"{one.get_text()!r} runs into {other.get_text()!r}"


@pytest.mark.parametrize("kind", ["support", "people", "role", "seniority", "unplaced"])
@pytest.mark.parametrize(("n_interviews", "n_themes"), [(2, 1), (5, 3), (12, 10), (60, 40)])
def test_no_text_runs_into_another(kind, n_interviews, n_themes):
    assert_no_overlap(drawn(synthesis(n_interviews, n_themes))[kind]())


@pytest.mark.parametrize("kind", ["support", "people", "role", "seniority", "unplaced"])
def test_a_given_axes_is_drawn_on_and_returned(twelve, kind):
    _, ax = plt.subplots(figsize=(9, 7))
    assert drawn(twelve)[kind](ax=ax) is ax
    assert ax.get_title(loc="left")


def test_bars_are_people_and_lines_are_the_intervals(twelve):
    ax = plots.support_bars(twelve.themes, twelve.interviews)
    ranked = twelve.themes.sort_values(["n_interviews", "n_points", "label"], ascending=[False, False, True])
    assert [bar.get_width() for bar in ax.patches] == ranked["n_interviews"].tolist()
    lines = next(c for c in ax.collections if c.get_gid() == "interval").get_segments()
    np.testing.assert_allclose([line[:, 0] for line in lines], 12 * ranked[["share_low", "share_high"]].astype(float))
    counted = [text.get_text() for text in ax.texts if " of " in text.get_text() and not text.get_gid()]
    assert counted == [f"{n} of 12" for n in ranked["n_interviews"]]


def test_the_title_states_the_finding(twelve):
    top = twelve.themes.sort_values(["n_interviews", "n_points"], ascending=False).iloc[0]
    single = twelve.themes[twelve.themes["theme_id"] == top["theme_id"]]
    assert support_title(single, twelve.interviews) == (
        f"Most often heard: “{top['label']}”, from {top['n_interviews']} of 12 people"
    )
    tied = twelve.themes.head(3).assign(n_interviews=4)
    assert support_title(tied, twelve.interviews) == "3 themes are heard most often, each from 4 of 12 people"


def test_the_matrix_holds_every_count(twelve):
    ax = plots.theme_by_interviewee(twelve.points, twelve.interviews, twelve.themes)
    numbers = [int(text.get_text()) for text in ax.texts if text.get_text().isdigit()]
    assert sum(numbers) == twelve.points["theme_id"].notna().sum()
    assert len(ax.get_xticklabels()) == 12
    assert len(ax.get_yticklabels()) == len(twelve.themes)


def test_many_people_stand_in_rows():
    many = synthesis(60, 10)
    ax = plots.theme_by_interviewee(many.points, many.interviews, many.themes)
    assert len(ax.get_yticklabels()) == 60
    assert len(ax.get_xticklabels()) == len(many.themes)


@pytest.mark.parametrize("n_themes", [10, 14, 40])
def test_slanted_names_lie_far_enough_apart(n_themes):
    many = synthesis(30, n_themes, points_each=20)
    ax = plots.theme_by_interviewee(many.points, many.interviews, many.themes)
    names = ax.get_xticklabels()
    places = [ax.transData.transform((place, 0))[0] / ax.figure.dpi for place in ax.get_xticks()]
    between = np.diff(places).min() * np.sin(np.radians(60))
    lines = max(name.get_text().count("\n") + 1 for name in names)
    assert names[0].get_rotation() == 60
    assert between >= lines * style.line_height(names[0].get_fontsize()) * 0.99


def test_what_is_cut_is_said():
    many = synthesis(90, 45, points_each=20)
    ax = plots.theme_by_interviewee(many.points, many.interviews, many.themes)
    note = next(text.get_text() for text in ax.texts if text.get_gid() == "note")
    assert "the first 40 of 45 themes and 80 of 90 people" in note.replace("\n", " ")


def test_groups_tell_their_size(twelve):
    ax = plots.theme_by_attribute(twelve.points, twelve.interviews, twelve.themes, "seniority")
    heads = [" ".join(label.get_text().split()) for label in ax.get_xticklabels()]
    assert heads == ["junior n = 2", "mid n = 2", "senior n = 4", "lead n = 2", "not given n = 2"]


def test_placed_and_unplaced_add_up_to_all_points(twelve):
    ax = plots.unplaced_by_interview(twelve.points, twelve.interviews)
    assert sum(bar.get_width() for bar in ax.patches) == len(twelve.points)
    unplaced = twelve.points["theme_id"].isna().sum()
    assert ax.get_title(loc="left") == f"{unplaced} of {len(twelve.points)} points stand in no theme"


@pytest.mark.parametrize("kind", ["support", "people", "role", "seniority"])
def test_without_themes_the_reason_is_given(kind):
    ax = drawn(without_themes())[kind]()
    assert ax.get_title(loc="left")
    assert any("theme" in text.get_text() or "enough" in text.get_text() for text in ax.texts)
    assert not ax.patches


def test_emoji_are_left_out_and_money_is_no_mathematics():
    assert style.drawable("Jo 🙂  earns $5 to $9") == "Jo earns $5 to $9"
    figure = plots.support_bars(synthesis(3, 2).themes.assign(label="pays $5 to $9 & _x^"), synthesis(3, 2).interviews)
    figure.figure.canvas.draw()


def test_greyscale_tells_the_verdicts_apart():
    grey = [
        np.dot(matplotlib.colors.to_rgb(style.VERDICT_COLOURS[v]), (0.299, 0.587, 0.114)) for v in style.VERDICT_ORDER
    ]
    assert np.all(np.diff(grey) > 0.06)
    shades = [np.dot(matplotlib.colors.to_rgb(c), (0.299, 0.587, 0.114)) for c in style.SHADES]
    assert np.all(np.diff(shades) < -0.06)


def test_the_persons_own_settings_stay():
    before = dict(plt.rcParams)
    plots.support_bars(synthesis(3, 2).themes, synthesis(3, 2).interviews)
    assert dict(plt.rcParams) == before
