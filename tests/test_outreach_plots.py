"""Pictures of the outreach: what they draw and say, for no request, three, and a hundred."""

import itertools

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from request_fixtures import log_of, many, mixed_log, requests

from infoview_analysis import plots
from infoview_analysis.outreach.summary import day_of, summarize_outreach
from infoview_analysis.settings import OutreachSettings

KINDS = ("rates", "month", "curves", "funnel", "weeks", "due")


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def summary_of(outreach):
    log, settings = log_of(outreach), OutreachSettings()
    return summarize_outreach(log, as_of=day_of(log, settings), settings=settings)


@pytest.fixture(scope="module")
def summaries():
    many_channels = [
        {"channel": f"a rather long way of asking, number {place}", "sent_on": place, "replied_on": place + 2}
        for place in range(14)
        for _ in range(6)
    ]
    return {
        "nothing": summary_of(requests()),
        "three": summary_of(mixed_log(3)),
        "hundred": summary_of(mixed_log(100)),
        "many channels": summary_of(requests(*many_channels, *many(5, sent_on=40))),
    }


def drawn(bundle, kind, **options):
    return {
        "rates": lambda: plots.reply_rates(bundle.rates, bundle.differences, **options),
        "month": lambda: plots.reply_rates(bundle.rates, bundle.differences, "month", **options),
        "curves": lambda: plots.reply_time_curves(bundle.curves, bundle.at_risk, bundle.waits_sentence, **options),
        "funnel": lambda: plots.funnel_bars(bundle.funnel, bundle.losses, **options),
        "weeks": lambda: plots.weekly_bars(bundle.activity, **options),
        "due": lambda: plots.due_timeline(bundle.due, bundle.as_of, **options),
    }[kind]()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", ["nothing", "three", "hundred", "many channels"])
def test_no_text_runs_into_another(summaries, kind, size):
    ax = drawn(summaries[size], kind)
    ax.figure.canvas.draw()
    legend = ax.get_legend()
    pieces = [*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels(), ax._left_title, ax.xaxis.label]
    pieces += legend.get_texts() if legend else []
    pieces = [piece for piece in pieces if piece.get_text().strip() and piece.get_visible()]
    boxes = [piece.get_window_extent() for piece in pieces]
    for (one, box), (other, second) in itertools.combinations(zip(pieces, boxes, strict=True), 2):
        width = min(box.x1, second.x1) - max(box.x0, second.x0)
        height = min(box.y1, second.y1) - max(box.y0, second.y0)
        assert width <= 1 or height <= 1, f"{one.get_text()!r} runs into {other.get_text()!r}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", ["nothing", "hundred"])
def test_a_given_axes_is_drawn_on_and_returned(summaries, kind, size):
    _, ax = plt.subplots(figsize=(9, 7))
    assert drawn(summaries[size], kind, ax=ax) is ax
    assert ax.get_title(loc="left")


def test_rates_are_drawn_with_their_intervals_and_numbers(summaries):
    bundle = summaries["hundred"]
    ax = drawn(bundle, "rates")
    table = bundle.rates[bundle.rates["by"] == "channel"]
    table = table.sort_values(["reply_rate", "n_mature", "group"], ascending=[False, False, True])
    lines = next(c for c in ax.collections if c.get_gid() == "interval").get_segments()
    np.testing.assert_allclose([line[:, 0] for line in lines], table[["reply_low", "reply_high"]].astype(float))
    words = [text.get_text() for text in ax.texts]
    for row in table.itertuples(index=False):
        assert f"{row.n_replied} of {row.n_mature}" in words


def test_titles_state_the_finding():
    different = summary_of(requests(
        *many(12, channel="warm introduction", replied_on=2), *many(2, channel="warm introduction"),
        *many(3, channel="email", replied_on=4), *many(17, channel="email"),
        *many(3, channel="linkedin", replied_on=4), *many(7, channel="linkedin", followed_up_on=9),
        {"sent_on": 40},
    ))  # fmt: skip
    titles = {kind: " ".join(drawn(different, kind).get_title(loc="left").split()) for kind in KINDS}
    assert titles["rates"].startswith("Warm introductions are answered more often: 12 of 14 against 6 of 30")
    assert titles["month"].endswith("too few to compare by month of the request")
    assert titles["curves"] == "18 of 18 replies came within 4 days"
    assert titles["funnel"] == "18 of 45 requests answered, no talk yet"
    assert titles["weeks"] == "45 requests in 6 weeks, 7.5 a week; 4 weeks without one"


def test_curves_end_where_nobody_was_left_to_wait_for(summaries):
    bundle = summaries["hundred"]
    ax = drawn(bundle, "curves")
    drawn_lines = [line for line in ax.lines if line.get_gid() == "curve"]
    last_mark = bundle.at_risk["day"].max()
    for line, (_, curve) in zip(drawn_lines, bundle.curves.groupby("group", sort=False), strict=True):
        assert line.get_xdata()[-1] == min(curve["day"].max(), last_mark)


def test_funnel_bars_are_the_counts(summaries):
    bundle = summaries["hundred"]
    bars = [bar.get_width() for bar in drawn(bundle, "funnel").patches][: len(bundle.funnel)]
    assert bars == bundle.funnel["n_requests"].tolist()
