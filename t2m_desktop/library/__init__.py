"""The Library place: the tracks as a long table, what is known of each, folders and errors."""
