"""Figures of quality, speed and memory; none of them is a test."""
