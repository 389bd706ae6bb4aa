"""The desktop program: one window over the engine's service. Knows Qt; knows no torch."""
