"""After an outage people are told once what a press may have lost and what is recorded."""

from datetime import timedelta

from storage.kinds import Choice, VoteKind
from storage.unit_of_work import UnitOfWork
from tests.handlers.test_vote import closes, opens_vote
from tests.support.called import called
from tests.support.prepared import acting
from tests.support.world import Person, World
from workflow import vote

FIVE = timedelta(minutes=5)
TOLD = "Chương trình bị gián đoạn"


async def sleeps(world: World, long: timedelta = FIVE) -> None:
    """Be down for a while, and come back."""
    await world.stage.reach(world.clock.now() + long, asleep=True)


async def told(person: Person) -> str:
    """Return the last message about an outage."""
    return next((b.text for b in reversed(await person.said()) if TOLD in b.text), "")


async def turnout(world: World) -> int:
    async def count(uow: UnitOfWork) -> int:
        return len(await uow.votes.turnout(1))

    return await world.do(count)


async def test_in_a_vote_a_typed_ballot_counts_and_a_lost_press_is_told(telegram: World) -> None:
    voters = await opens_vote(telegram)
    typist, presser = voters[1], voters[2]
    for voter in (typist, presser):
        await voter.presses("Biểu quyết")
    await typist.phone.types("Đồng ý")
    await presser.phone.presses("Không đồng ý")
    await sleeps(telegram)

    # Telegram has dropped the press: one ballot is in, and each is told of the own one only.
    assert await turnout(telegram) == 1
    assert "Đã bỏ phiếu." in await told(typist)
    text = await told(presser)
    assert "Nút bấm trong lúc đó có thể chưa được ghi" in text
    assert "Đã điểm danh lúc 09:" in text
    assert f"{presser.unit.name}: Chưa bỏ phiếu." in text
    assert typist.unit.name not in text
    assert "Chưa điểm danh" in await told(telegram.patron)
    assert "bỏ phiếu" not in await told(telegram.patron)

    await presser.presses("Không đồng ý")
    assert await turnout(telegram) == 2
    await sleeps(telegram, timedelta(minutes=4))
    # The ballot cast under the first letter took that letter's place.
    assert [await person.sees(TOLD) for person in (typist, presser, telegram.patron)] == [2, 1, 2]
    assert "Đã bỏ phiếu." in await told(presser)
    assert "Đồng ý" not in await presser.labels()


async def goes_on_to_another_vote(world: World) -> None:
    """Let the chair, who is on another channel, be quicker than what Telegram kept."""

    async def go_on(uow: UnitOfWork) -> None:
        chair = await acting(uow, world.chair)
        await vote.close(uow, chair, 1)
        items = await uow.conferences.items(1)
        await vote.put(uow, chair, items[1].id, VoteKind.OPEN)

    await world.do(go_on)


async def test_a_ballot_typed_in_an_outage_goes_to_no_later_vote(telegram: World) -> None:
    voters = await opens_vote(telegram)
    typist = voters[1]
    await typist.presses("Biểu quyết")
    await typist.phone.types("Đồng ý")
    await telegram.stage._run_until(telegram.clock.now())
    telegram.clock.move(FIVE)

    await goes_on_to_another_vote(telegram)
    app = telegram.stage.app
    await app.ticks.beat()
    for _ in range(100):
        telegram.clock.move(timedelta(seconds=0.25))
        await app.carrier.drain()
    assert TOLD in await typist.text()
    assert "Đồng ý" in await typist.labels()
    await telegram.stage.goes_on()

    said = await typist.text()
    assert "Phiếu gửi lúc 09:0" in said
    assert "không được tính: phiếu đến sau khi biểu quyết đã đóng lúc 09:0" in said

    async def ballots(uow: UnitOfWork) -> int:
        return len(await uow.votes.ballots(2))

    assert await telegram.do(ballots) == 0


async def test_a_press_after_the_close_says_that_it_does_not_count(web: World) -> None:
    voters = await opens_vote(web)
    await voters[1].presses("Biểu quyết", "Đồng ý")
    late = await voters[1].holds("Không đồng ý")
    await closes(web)
    await voters[1].presses_held(late)

    assert await voters[1].sees("không được tính") == 1
    kept = f"Phiếu mà {voters[1].unit.name} đã bỏ trước khi đóng vẫn được tính."
    assert await voters[1].sees(kept) == 1

    async def choices(uow: UnitOfWork) -> list[Choice]:
        return [ballot.choice for ballot in await uow.votes.ballots(1)]

    assert await web.do(choices) == [Choice.AGREE]


async def test_an_open_question_is_named_and_still_takes_the_answer(web: World) -> None:
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("Thêm nhiệm vụ")
    question = (await web.officer.text()).splitlines()[0]
    await sleeps(web, timedelta(seconds=150))
    assert await web.officer.sees(TOLD) == 0

    await sleeps(web)
    assert f"Câu hỏi còn mở: “{question}”" in await told(web.officer)
    assert await web.other.n_said() == 0
    await web.officer.types("Số hóa hồ sơ một cửa")
    assert "Số hóa hồ sơ một cửa" in await web.officer.text()

    # Asked more than a day before: nobody still waits under it.
    await web.stage.reach(web.clock.now() + timedelta(hours=25))
    await sleeps(web)
    assert await web.officer.sees(TOLD) == 1


async def test_nobody_is_told_twice_by_a_start_that_was_cut_off(web: World) -> None:
    await called(web)
    app = web.stage.app
    await web.stage._run_until(web.clock.now())
    web.clock.move(FIVE)
    await app.ticks.beat()
    # Killed before anything left, and started again.
    await app.ticks.beat()
    await web.officer.opens("/diemdanh")
    await web.officer.presses("Tôi có mặt")

    assert await web.officer.sees(TOLD) == 1
    assert await web.agency.sees("Chưa điểm danh") == 1
    await sleeps(web)
    assert "Đã điểm danh lúc 09:" in await told(web.officer)
