from __future__ import annotations

import pytest

from infoview_analysis.errors import SettingsError
from infoview_analysis.settings import Settings, load_settings, settings_template


@pytest.fixture
def write(tmp_path):
    def write_settings(text, encoding="utf-8"):
        path = tmp_path / "infoview.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return write_settings


def test_without_a_file_the_defaults_hold(tmp_path):
    assert load_settings(tmp_path / "infoview.toml") == (Settings(), ())


def test_values_are_read(write):
    settings, problems = load_settings(
        write(
            '[notes]\ninterviewers = ["Robin", "RB"]\ndate_format = "%d/%m/%Y"\n[themes]\nnumber = 8\nplace_share = 1\n'
        )
    )
    assert settings.notes.interviewers == ("Robin", "RB")
    assert settings.notes.date_format == "%d/%m/%Y"
    assert settings.themes.number == 8
    assert settings.themes.place_share == 1.0
    assert settings.themes.min_people == 2
    assert problems == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_byte_order_mark_and_windows_line_ends(write, encoding):
    settings, problems = load_settings(write("[themes]\r\nnumber = 3\r\n", encoding))
    assert (settings.themes.number, problems) == (3, ())


@pytest.mark.parametrize(
    ("text", "line", "named"),
    [
        ('[themes]\n\nnumber = "8"\n', 3, ["themes.number", "whole number from 0 up to 1000", "'8'"]),
        ("[themes]\nnumber = true\n", 2, ["themes.number", "True"]),
        ("[themes]\nplace_share = 0\n", 2, ["themes.place_share", "a number above 0 up to 1"]),
        ("[themes]\nheading_weight = nan\n", 2, ["themes.heading_weight"]),
        ("themes.number = -1\n", 1, ["themes.number", "-1"]),
        ("themes = 3\n", 1, ["themes must be a table"]),
        ('x = 1\n[notes]\ninterviewers = "Robin"\n', 3, ["notes.interviewers", 'a list such as ["Ana", "Ben"]']),
        ("[notes]\ninterviewers = [1]\n", 2, ["notes.interviewers"]),
        ('[notes]\ndate_format = "%d/%m"\n', 2, ["notes.date_format", "day, month and year", "'%d/%m'"]),
        ('[notes]\nkeep_repeated_lines = "yes"\n', 2, ["true or false", "'yes'"]),
        ("[themes]\nnumber = \n", 2, ["not TOML"]),
        ("[themes]\nnumber = 1\nnumber = 2\n", 3, ["not TOML"]),
        ('a = "', 1, ["not TOML"]),
        (b"[themes]\n# caf\xe9\n", 2, ["not UTF-8"]),
    ],
)
def test_a_value_that_cannot_be_meant_is_an_error_with_file_and_line(write, text, line, named):
    with pytest.raises(SettingsError) as error:
        load_settings(write(text))
    assert error.value.source == "infoview.toml"
    assert error.value.line == line
    assert error.value.mend
    for words in named:
        assert words in str(error.value)


@pytest.mark.parametrize(
    ("text", "line", "suggestion"),
    [
        ("[themes]\nnumbr = 3\n", 2, "Did you mean themes.number?"),
        ("[notes]\nmin_people = 3\n", 2, "Did you mean themes.min_people?"),
        ("\n[theme]\nnumber = 3\n", 2, "Did you mean themes?"),
        ("[notes]\ncolour = 3\n", 2, "There are: notes.interviewers, notes.date_format"),
    ],
)
def test_unknown_keys_are_warnings_and_change_nothing(write, text, line, suggestion):
    settings, (problem,) = load_settings(write(text))
    assert settings == Settings()
    assert (problem.source, problem.line, problem.severity) == ("infoview.toml", line, "warning")
    assert problem.code == "unknown-setting"
    assert suggestion in problem.message


def test_a_folder_of_that_name_is_an_error(tmp_path):
    (tmp_path / "infoview.toml").mkdir()
    with pytest.raises(SettingsError, match="cannot be opened"):
        load_settings(tmp_path / "infoview.toml")


def test_settings_cannot_be_changed_in_place():
    with pytest.raises(ValueError, match="frozen"):
        Settings().themes.number = 3


def test_template_as_written_and_with_every_setting_switched_on_equals_the_defaults(write):
    template = settings_template()
    assert load_settings(write(template)) == (Settings(), ())
    switched_on = "".join(
        line[2:] if line.startswith("# ") and " = " in line else line for line in template.splitlines(keepends=True)
    )
    keys = [line for line in switched_on.splitlines() if " = " in line and not line.startswith("#")]
    assert len(keys) == sum(len(type(getattr(Settings(), name)).model_fields) for name in Settings.model_fields)
    assert load_settings(write(switched_on)) == (Settings(), ())


def test_every_setting_is_described_in_the_template():
    template = " ".join(settings_template().replace("\n#", " ").split())
    for name in Settings.model_fields:
        for key, field in type(getattr(Settings(), name)).model_fields.items():
            assert field.description, key
            assert " ".join(field.description.split()) in template
