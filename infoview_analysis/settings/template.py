"""The commented ``infoview.toml`` that a new workspace begins with."""

from __future__ import annotations

import json
import textwrap

from infoview_analysis.settings.sections import Settings


def settings_template() -> str:
    """Return a commented ``infoview.toml`` with every setting at its default, each one commented out."""
    parts = ["# Settings of this workspace. All are optional: remove the # before a line to change it.\n"]
    for name, field in Settings.model_fields.items():
        section = field.default
        parts.append(f"\n# {field.description}\n[{name}]\n")
        for key, setting in type(section).model_fields.items():
            parts.extend(f"# {line}\n" for line in textwrap.wrap(setting.description or "", 100))
            parts.append(f"# {key} = {_toml(getattr(section, key))}\n")
    return "".join(parts)


def _toml(value: object) -> str:
    if value is None:
        return '""'
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
