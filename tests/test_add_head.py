"""A head is added to an encoder's heads; the others stay."""

import numpy as np

from infoview_analysis.frames import CATEGORIES
from infoview_analysis.themes import load_heads
from tools.add_head import UNCALIBRATED, with_head
from tools.train_encoder.heads import Field


def test_a_head_is_added_or_fitted_anew_and_the_others_stay(tmp_path):
    rows = np.vstack([np.tile([1.0, 0.0], (20, 1)), np.tile([0.0, 1.0], (20, 1))])
    field = Field("one", {"text": rows}, np.array(["other"] * 40), {"takes_side": np.arange(40) < 20})
    content = {
        "category_input": np.array("text"), "category_weights": np.zeros((2, 7)), "category_bias": np.zeros(7),
        "category_classes": np.array(CATEGORIES), "category_temperature": np.array(1.0),
        "binary_heads": np.array(["advice"]), "binary_input": np.array(["text"]), "binary_weights_advice": np.ones(2),
        **{f"binary_{key}": np.array([0.25], dtype=np.float32) for key in ("bias", "slope", "offset", "threshold")},
    }  # fmt: skip
    chosen = {"input": "text", "strength": 1.0, **UNCALIBRATED}
    for _ in range(2):
        content = with_head(content, "takes_side", [field], chosen)
        np.savez(tmp_path / "heads.npz", **content)
        heads = load_heads(tmp_path)
        assert list(heads.yes_or_no) == ["advice", "takes_side"]
        assert heads.yes_or_no["advice"].slope == 0.25
        weights = heads.yes_or_no["takes_side"].weights[:, 0]
        assert weights[0] > 0 > weights[1]
