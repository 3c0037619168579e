"""Who blocked the bot is known, and finds one message about what they missed when they are back."""

from datetime import datetime

from storage.accounts import Account
from storage.kinds import AccountState, Lane
from storage.unit_of_work import UnitOfWork
from tests.support.telegram_phone import TelegramPhone
from tests.support.world import Person, World

BACK = "Đã liên lạc lại được với đồng chí"


async def is_written_to(world: World, person: Person, *texts: str) -> None:
    async def queue(uow: UnitOfWork) -> None:
        account = (await uow.accounts.known([person.id]))[person.id]
        row = {"account_id": account.id, "person_id": person.id, "lane": Lane.NOTICE}
        for text in texts:
            content = {"text": text, "files": [], "buttons": [], "keyboard": [], "commands": []}
            said = {**content, "mode": "new", "toast": ""}
            now = {"due_at": uow.now, "created_at": uow.now}
            await uow.outbox.add({**row, "kind": "inform", "content": said, **now})

    await world.do(queue)
    await world.stage.goes_on()


async def unreachable_since(world: World, person: Person) -> datetime | None:
    """Return since when the chair's table shows the person as beyond reach; None: it does not."""

    async def ask(uow: UnitOfWork) -> Account:
        return (await uow.accounts.known([person.id]))[person.id]

    account = await world.do(ask)
    return account.unreachable_at if account.state is AccountState.UNREACHABLE else None


async def test_who_lets_the_bot_in_again_gets_one_message(telegram: World) -> None:
    officer = telegram.officer
    assert isinstance(officer.phone, TelegramPhone)
    user, since = officer.phone.user, telegram.clock.now()
    before = len(await officer.said())
    await officer.phone.blocks()
    await telegram.stage.goes_on()
    assert await unreachable_since(telegram, officer) == since

    await is_written_to(telegram, officer, "một", "hai", "ba")
    user.unblocks_bot()
    await telegram.stage.goes_on()
    await telegram.stage.goes_on()

    told = (await officer.said())[before:]
    assert [BACK in bubble.text for bubble in told] == [True]
    assert "- 3 tin khác" in told[0].text
    assert await unreachable_since(telegram, officer) is None


async def test_what_fails_or_arrives_tells_when_telegrams_own_word_is_lost(
    telegram: World,
) -> None:
    officer = telegram.officer
    assert isinstance(officer.phone, TelegramPhone)
    user = officer.phone.user
    user._chat.open, user._chat.blocked = False, True
    await is_written_to(telegram, officer, "bốn")
    assert await unreachable_since(telegram, officer) is not None
    await officer.types("/menu")
    assert [BACK in bubble.text for bubble in (await officer.said())[-2:]] == [False, True]

    user._chat.open, user._chat.blocked = False, True
    await is_written_to(telegram, officer, "năm")
    user._chat.open, user._chat.blocked = True, False
    await is_written_to(telegram, officer, "sáu")
    assert [bubble.text for bubble in (await officer.said())[-2:-1]] == ["sáu"]
    assert BACK in await officer.text()
    assert await unreachable_since(telegram, officer) is None
