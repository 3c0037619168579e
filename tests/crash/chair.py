"""What a chair does: notices of every audience, let go when wanted, paused, stopped, let go on."""

from dataclasses import dataclass

from messages.render import label
from storage.kinds import Audience
from tests.crash.bloc import SIGNING
from tests.crash.people import Someone
from tests.crash.waiting import NeverCame, until

SEND = [label("notice.send", count=count) for count in range(1, 41)]
STOP, PAUSE = label("broadcast.stop"), label("broadcast.pause")
GO_ON, CANCEL = label("broadcast.resume"), label("broadcast.cancel")
TITLE = "Tin"
BODY, TEXT = label("notice.first_body"), "Nội dung thông báo của buổi thử."
A_MOMENT = 3.0


@dataclass
class Chair(Someone):
    """Has a notice ready; sends it at the moment when it is wanted, and now and then steers it."""

    title: str = ""
    """Of the newest notice."""
    paused: str = ""
    """The title of a notice whose copies are held back."""

    async def live(self) -> None:
        await super().live()
        while self.paused:
            await self.plays(self._let_go)

    async def script(self) -> None:
        if self.paused:
            await self._let_go()
        await self._write()
        await self.hand.presses(label("notice.preview"))
        await self.hand.answered()
        self.year.n_ready += 1
        await self.year.comes(self.year.notice_wanted)
        self.year.n_ready -= 1
        if self.year.notice_wanted.is_set():
            self.year.notice_wanted.clear()
            await self.hand.presses(*SEND)
            self.year.released.set()
            await self._steer()

    async def _write(self) -> None:
        """Bring a draft to its last screen: a new one, or one that was not sent or was stopped."""
        await self.hand.types("/thongbao")
        pressed = await self.hand.presses(label("notice.compose"), label("notice.go_on"))
        if pressed == label("notice.compose"):
            self.title = f"{TITLE} {self.n_scripts} {self.member.bloc}"
            await self.hand.types(self.title)
            await self.hand.types(TEXT)
            await self._narrow()
            return
        await self.hand.answered()
        if await self.hand.offered(BODY):
            await self.hand.presses(BODY)
            await self.hand.types(TEXT)

    async def _narrow(self) -> None:
        if self.rng.random() < 0.5:
            await self.hand.presses(label("notice.urgent_off"))
            await self.hand.presses(label("send_time.urgent"))
        officers = () if self.member.bloc == SIGNING else (Audience.OFFICERS,)
        audience = self.rng.choice((Audience.ALL, Audience.LEADERS, *officers))
        if audience is not Audience.ALL:
            await self.hand.presses(label("notice.audience"))
            await self.hand.presses(label(f"audience.{audience}"))
            await self.hand.presses(label("notice.draft"))

    async def _steer(self) -> None:
        wanted = self.rng.choices((None, STOP, PAUSE), (4, 1, 4))[0]
        if wanted is None or not await self._tries(wanted):
            return
        if wanted == PAUSE:
            self.paused = self.title
            await self._resume()

    async def _resume(self) -> None:
        pressed = await self._tries(*((CANCEL,) if self.rng.random() < 0.2 else (GO_ON,)))
        if pressed:
            self.paused = ""

    async def _let_go(self) -> None:
        """Find in the list what is still held back; its last screen was cut off by a kill."""
        await self.hand.types("/thongbao")
        rows = [label("notice.open", number=n, subject=self.paused) for n in range(1, 11)]
        await self.hand.presses(*rows)
        await self.hand.answered()
        await self._resume()
        self.paused = ""

    async def _tries(self, *labels: str) -> str | None:
        """Press what is offered within a moment; None when it does not come."""
        found: list[str] = []

        async def comes() -> bool:
            offered = await self.hand.offered(*labels)
            found.extend([offered] if offered else [])
            return bool(offered)

        try:
            await until(comes, "a button", A_MOMENT, every=0.1)
        except NeverCame:
            return None
        if not await self.hand.presses_any(found[0]):
            return None
        self.year.steered.set()
        return found[0]
