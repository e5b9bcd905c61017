"""What builds the project's own material: the sample, the reference pages, the shipped models."""
