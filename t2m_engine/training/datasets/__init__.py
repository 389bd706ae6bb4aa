"""Labelled texts and music with frozen splits, and what a model pack makes of them."""
