"""What a case is: something that says one message."""

from collections.abc import Callable

from messages.message import Message

Case = Callable[[], Message]
Cases = dict[str, Case]
