"""The running program: command line, wiring, intake, delivery, ticks, channels, rehearsal."""
