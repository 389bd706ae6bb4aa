"""Live links: clips laid into an editor that is running, and its markers read as passages."""
