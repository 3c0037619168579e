"""The chat page the bot itself serves; Starlette is imported nowhere else."""
