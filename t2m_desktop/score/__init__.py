"""The Score place: the timeline of cues, reading along, the inspector, playing."""
