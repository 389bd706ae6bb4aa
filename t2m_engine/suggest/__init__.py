"""From a passage to ranked suggestions."""
