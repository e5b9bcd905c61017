"""The command ``infoview``. Each command has a file; what they share at the terminal stands in ``terminal``."""

from infoview_analysis.cli.app import app, main

__all__ = ["app", "main"]
