"""`python -m bot` is `giaouoc`."""

from bot.cli import main

main()
