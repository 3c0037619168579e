"""Tells systemd that the program is alive (`WatchdogSec=`); without systemd it does nothing.

The protocol is one datagram to the socket that systemd names (sd_notify(3)).
"""

import os
import socket
from contextlib import suppress


def feed() -> None:
    """Say "alive"; a socket that is gone must not stop the program."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
        # "@" stands for the zero byte of an abstract address.
        notify.connect(address.replace("@", "\0", 1))
        notify.sendall(b"READY=1\nWATCHDOG=1")
