"""The Map place: where the library's music lies, densely or thinly, and the story's way through."""
