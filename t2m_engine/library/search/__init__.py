"""Searching the library: one line of fields, phrases and words, and what it lets through."""
