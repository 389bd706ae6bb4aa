"""Emotions: the seven moods, model packs, and the spaces in which text and music meet."""
