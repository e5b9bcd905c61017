"""``python -m infoview_analysis``: the command without its script."""

from infoview_analysis.cli.app import main

main()
