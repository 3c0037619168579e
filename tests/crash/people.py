"""What people do while the program is killed under them, again and again until all is over."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random  # noqa: TID251 (seeded, handed in)

from messages.render import label
from storage.kinds import Role
from tests.crash.bloc import DRAFTING, SIGNING, Member
from tests.crash.hands import Hand, Unanswered

# One page of the list: its people press the numbers that they see.
FULL = 10


@dataclass
class Written:
    """Every acknowledged text of a unit's list; each is to be found once, as what it was."""

    added: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)


@dataclass
class Year:
    """How far the campaign is, from 0 to 1, and what it wants next."""

    passed: float = 0.0
    over: asyncio.Event = field(default_factory=asyncio.Event)
    n_ready: int = 0
    """How many chairs have a notice before them that only waits to be sent."""
    notice_wanted: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    steered: asyncio.Event = field(default_factory=asyncio.Event)

    async def comes(self, moment: asyncio.Event) -> None:
        """Wait for a moment, or for the end."""
        waits = [asyncio.ensure_future(sign.wait()) for sign in (moment, self.over)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()


@dataclass
class Someone:
    """A person with a phone; `live` ends after the script at which the campaign is over."""

    member: Member
    hand: Hand
    year: Year
    rng: Random
    written: Written = field(default_factory=Written)
    unanswered: list[str] = field(default_factory=list)
    n_scripts: int = 0

    async def live(self) -> None:
        while not self.year.over.is_set():
            await self.plays(self._day)

    async def plays(self, part: Callable[[], Awaitable[None]]) -> None:
        """Do something that ends with an answer; note when none comes."""
        self.n_scripts += 1
        try:
            await part()
            await self.hand.answered()
        except Unanswered as missing:
            self.unanswered.append(str(missing))

    async def _day(self) -> None:
        await self._confirm()
        await self.script()

    async def script(self) -> None:
        if self.member.role is Role.OFFICER and self.member.bloc == DRAFTING:
            await self._draft()
        elif self.member.role is Role.LEADER and self.member.bloc == SIGNING:
            await self._sign()
        else:
            await self._look_around()

    async def _confirm(self) -> None:
        """Confirm a notice that has just come, by button or by typed text."""
        if self.rng.random() < 0.1:
            await self.hand.types(label("notice.read"))
        else:
            await self.hand.presses_any(label("notice.read"))

    async def _draft(self) -> None:
        await self.hand.types("/nhiemvu")
        if len(self.written.added) < FULL and self.rng.random() < 0.6:
            await self._add()
        elif self.written.added:
            number = self.rng.randint(1, len(self.written.added))
            await self.hand.presses(str(number))
            await (self._rename() if self.rng.random() < 0.7 else self._star())

    async def _add(self) -> None:
        title = f"Việc mới {self.n_scripts} của {self.member.name}"
        await self.hand.presses(label("key_task.add"))
        await self.hand.types(title)
        self.written.added.append(title)
        if self.rng.random() < 0.5:
            target = f"Chỉ tiêu {self.n_scripts} của {self.member.name}"
            await self.hand.types(target)
            self.written.targets.append(target)

    async def _rename(self) -> None:
        title = f"Việc sửa {self.n_scripts} của {self.member.name}"
        await self.hand.presses(label("key_task.title"))
        await self.hand.types(title)
        self.written.renamed.append(title)

    async def _star(self) -> None:
        await self.hand.presses(label("key_task.star"), label("key_task.unstar"))

    async def _sign(self) -> None:
        """Sign when the time has come, and try to sign once more."""
        turn = (int(self.member.unit[-1]) % 4) / 4
        await self.hand.types("/giaouoc")
        await self.hand.answered()
        if self.year.passed >= turn * 0.8 and await self.hand.offered(label("pledge.sign")):
            await self.hand.presses(label("pledge.sign"))
            await self.hand.types(self.member.name)
            await self.hand.types(self.member.name)

    async def _look_around(self) -> None:
        await self.hand.types(self.rng.choice(["/viec", "/menu", "/thongbao", "/giaouoc", "?"]))
