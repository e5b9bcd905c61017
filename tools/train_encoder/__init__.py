"""Train, judge and export the sentence encoder of interview notes, and the small heads on its vectors.

Needs the training extra (torch, transformers); nothing here is imported by the package itself.
Run ``python -m tools.train_encoder --help``.
"""
