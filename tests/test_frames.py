"""Frames keep their schema, and say what is wrong when they do not."""

import pandas as pd
import pytest

from infoview_analysis import frames
from infoview_analysis.errors import FrameError

PROBLEM = {"source": "a.md", "line": 3, "severity": "error", "code": "empty-file", "message": "Nothing in it."}


@pytest.mark.parametrize("name", frames.FRAMES)
def test_the_empty_frame_is_valid(name):
    frames.validate(frames.empty(name), name)
    assert list(frames.empty(name).columns) == list(frames.describe(name)["name"])


def test_conform_orders_types_and_keeps_further_columns():
    frame = pd.DataFrame([{"note": "mine", "message": "m", "code": "c", "severity": "warning", "source": "a.md"}])
    conformed = frames.conform(frame, "problems")
    assert list(conformed.columns) == ["source", "line", "severity", "code", "message", "note"]
    assert conformed["line"].dtype == "Int64"
    assert conformed["line"].isna().all()


def test_a_missing_column_is_named():
    with pytest.raises(FrameError, match=r"lacks the columns \['code'\]"):
        frames.conform(pd.DataFrame([PROBLEM]).drop(columns="code"), "problems")


def test_each_wrong_value_is_named_with_its_column():
    wrong = pd.DataFrame([PROBLEM | {"line": 0, "severity": "awful"}])
    with pytest.raises(FrameError) as error:
        frames.conform(wrong, "problems")
    assert "line" in str(error.value) and "[0]" in str(error.value)
    assert "severity" in str(error.value) and "awful" in str(error.value)


def test_a_column_of_the_wrong_type_is_named():
    with pytest.raises(FrameError, match="Column 'line' of the problems frame must be Int64"):
        frames.conform(pd.DataFrame([PROBLEM | {"line": "three"}]), "problems")


def test_an_unknown_frame_is_named():
    with pytest.raises(FrameError, match="no frame called 'themse'"):
        frames.columns("themse")
