"""The one door to the engine: a process of its own that speaks JSON-RPC 2.0."""
