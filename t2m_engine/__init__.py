"""The engine of t2m: reads, listens, remembers, suggests and scores. It knows no Qt."""

__version__ = "0.1.0"
