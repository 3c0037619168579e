"""The chat page the bot itself serves; Starlette is imported nowhere else.

channel.py keeps the port, app.py lays out the addresses, door.py lets people in, acts.py takes
what they do, reading.py shows them the chat, shield.py guards all of it.
"""
