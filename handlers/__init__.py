"""What a person can do: parse, ask the workflow, say one message."""
