"""The paper's experiment, and ours: every method on every pair of data sets, as one command."""
