"""The losses that spaces are learnt by, one a file."""
