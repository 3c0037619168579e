"""The ways to reach people; each translates and carries, nothing more."""
