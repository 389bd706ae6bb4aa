"""Manuscripts: readers, passages with offsets, and the text encoder."""
