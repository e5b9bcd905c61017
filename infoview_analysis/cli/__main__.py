"""``python -m infoview_analysis.cli``: the command without its script."""

from infoview_analysis.cli.app import main

main()
