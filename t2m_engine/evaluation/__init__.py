"""Measures of the model packs. Never imported by the app."""
