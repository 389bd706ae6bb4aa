"""Timelines for video editors and audio workstations: one model, and a writer a format."""
