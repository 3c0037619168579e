"""The deliveries that are on their way, and the places that are left."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.claiming import Claimed
from storage.kinds import Lane
from storage.outbox import Delivery

# Below the channels' connection pools, so that nothing waits for a connection; the others leave
# places to replies, also while every one of them hangs.
AT_ONCE = 40
OTHERS_AT_ONCE = 32


class InFlight:
    """Deliveries from their claim until the channel has answered."""

    def __init__(self) -> None:
        self._claimed: dict[int, Claimed] = {}
        self.waiting: defaultdict[str, set[int]] = defaultdict(set)
        """By channel: what stays in line until a file of it has arrived with another."""

    def add(self, claimed: Claimed) -> None:
        self._claimed[claimed.delivery.id] = claimed

    def end(self, claimed: Claimed) -> None:
        del self._claimed[claimed.delivery.id]
        channel = claimed.delivery.channel
        if claimed.uploads or not self._has_uploads(channel):
            self.waiting[channel].clear()

    def let_wait(self, delivery: Delivery) -> None:
        """Leave a delivery in line until an upload ends; by now the last of them may have."""
        if self._has_uploads(delivery.channel):
            self.waiting[delivery.channel].add(delivery.id)

    @property
    def is_empty(self) -> bool:
        return not self._claimed

    def room(self, channel: str) -> int:
        return AT_ONCE - len(list(self._on(channel)))

    def room_for_others(self, channel: str) -> int:
        """Return how many more that nobody waits for may leave."""
        others = [one for one in self._on(channel) if one.delivery.lane != Lane.REPLY]
        return max(0, OTHERS_AT_ONCE - len(others))

    def has_uploads_of(self, claimed: Claimed, besides: Iterable[Claimed]) -> bool:
        """Tell whether a file of it travels with its bytes already."""
        channel = claimed.delivery.channel
        return any(
            claimed.uploads & other.uploads
            for other in (*self._on(channel), *besides)
            if other.delivery.channel == channel
        )

    def _has_uploads(self, channel: str) -> bool:
        return any(one.uploads for one in self._on(channel))

    def _on(self, channel: str) -> Iterator[Claimed]:
        return (one for one in self._claimed.values() if one.delivery.channel == channel)
