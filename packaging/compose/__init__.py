"""Composes and renders original CC0 music in seven moods: t2m's demo and training music."""
