"""Settings of a workspace: read from ``infoview.toml``, one frozen table a part of the analysis."""

from infoview_analysis.settings.reading import load_settings
from infoview_analysis.settings.sections import (
    ContrastSettings,
    EncoderSettings,
    NoteSettings,
    OutreachSettings,
    Settings,
    SkillSettings,
    ThemeSettings,
)
from infoview_analysis.settings.template import settings_template

SETTINGS_FILE = "infoview.toml"

__all__ = [
    "SETTINGS_FILE",
    "ContrastSettings",
    "EncoderSettings",
    "NoteSettings",
    "OutreachSettings",
    "Settings",
    "SkillSettings",
    "ThemeSettings",
    "load_settings",
    "settings_template",
]
