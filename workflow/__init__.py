"""Rules as pure functions, and use cases: one verb inside one unit of work."""
