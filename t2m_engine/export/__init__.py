"""What leaves the app: clips as files, cue sheets, timelines, the temp score, the report."""
