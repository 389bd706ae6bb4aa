"""The command line: every engine action, JSON out."""

from t2m_engine.cli.app import main

__all__ = ["main"]
