"""From a manuscript to a timed plan of cues."""
