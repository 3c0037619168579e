"""Telegram, through python-telegram-bot's `Bot`; imported nowhere else."""
