"""The user's music: the catalogue (the truth), the index (its cache) and the scan."""
