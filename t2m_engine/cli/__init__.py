"""The command line: every engine action, JSON out."""
