"""Telegram, through python-telegram-bot's `Bot`; imported nowhere else."""

import os

# The library warns at every RetryAfter unless durations are asked for as timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "1")
