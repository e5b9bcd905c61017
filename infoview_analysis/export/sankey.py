"""The funnel as text for SankeyMATIC, which draws flows: one line ``Source [number] Target`` a flow.

References
----------
The format: https://sankeymatic.com/manual/
"""

from __future__ import annotations

import pandas as pd


def sankey_text(funnel: pd.DataFrame, losses: pd.DataFrame) -> str:
    """Return the flows between stages, and from each stage to where requests stopped.

    Parameters
    ----------
    funnel, losses : DataFrame
        Of :mod:`infoview_analysis.outreach.funnel`.

    Returns
    -------
    str
        What flows into a stage flows out of it, or is its end. Empty when nothing was sent.
    """
    lines = []
    stages = funnel["stage"].tolist()
    counts = dict(zip(stages, funnel["n_requests"], strict=True))
    for place, stage in enumerate(stages):
        following = stages[place + 1] if place + 1 < len(stages) else None
        if following and counts[following]:
            lines.append(_flow(stage, int(counts[following]), following))
        for row in losses[losses["stage"] == stage].itertuples(index=False):
            lines.append(_flow(stage, int(row.n_requests), str(row.reason)))
    return "".join(f"{line}\n" for line in lines)


def _flow(source: str, number: int, target: str) -> str:
    return f"{source.capitalize()} [{number}] {target[:1].upper()}{target[1:]}"
