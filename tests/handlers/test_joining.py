"""Joining: nothing is bound until "Đúng, là tôi", and nothing is open until the privacy notice."""

from datetime import timedelta

from storage.accounts import Account
from storage.kinds import Role
from storage.unit_of_work import UnitOfWork
from tests.support.world import Person, World
from workflow import seat
from workflow.seat import Choice

ASKS_FOR_A_CODE = "Đề nghị gửi mã mời để bắt đầu."
WRONG = "ABCDE-FGHJK-MNPQR-STVWX-YZ012-3"


async def accounts_of(world: World, person: Person) -> list[Account]:
    async def look(uow: UnitOfWork) -> list[Account]:
        return list((await uow.accounts.known([person.id])).values())

    return await world.do(look)


async def ends_role(world: World, person: Person) -> None:
    async def act(uow: UnitOfWork) -> None:
        for held in await seat.find(uow, world.stage.cycle_id, Choice(person=person.name)):
            await seat.end_role(uow, held)

    await world.do(act)


async def joins(world: World, person: Person, newcomer: Person) -> None:
    await newcomer.opens_invite(await world.code_for(person))
    await newcomer.presses("Đúng, là tôi", "Tôi đã đọc")


async def test_an_invite_says_who_is_meant_and_binds_nothing(world: World) -> None:
    before = await accounts_of(world, world.officer)
    newcomer = world.stranger()

    await newcomer.opens_invite(await world.code_for(world.officer))

    text = await newcomer.text()
    assert [word in text for word in (world.officer.name, "Sở Tài chính", "Cán bộ phụ trách")]
    assert "Khối thi đua Kinh tế ngành" in text
    assert await newcomer.labels() == ["Đúng, là tôi", "Không phải tôi"]
    assert await newcomer.entries() == []
    assert await accounts_of(world, world.officer) == before
    await newcomer.types("/viec")
    assert ASKS_FOR_A_CODE in await newcomer.text()


async def test_an_invite_names_every_role_that_comes_with_it(web: World) -> None:
    newcomer = web.stranger()
    await newcomer.opens_invite(await web.code_for(web.chair))

    role = next(line for line in (await newcomer.text()).splitlines() if "Vai trò" in line)
    assert sorted(role.removeprefix("Vai trò: ").split(", ")) == ["Lãnh đạo đơn vị", "Trưởng khối"]


async def test_whoever_says_it_is_not_them_leaves_the_code_usable(world: World) -> None:
    code = await world.code_for(world.officer)
    wrong_hands, newcomer = world.stranger(), world.stranger()
    await wrong_hands.opens_invite(code)

    await wrong_hands.presses("Không phải tôi")

    assert "mã mời vẫn còn hiệu lực" in await wrong_hands.text()
    await newcomer.opens_invite(code)
    await newcomer.presses("Đúng, là tôi", "Tôi đã đọc")
    assert world.officer.name in await newcomer.text()


async def test_the_privacy_notice_stands_before_everything_else(world: World) -> None:
    newcomer = world.stranger()
    await newcomer.opens_invite(await world.code_for(world.officer))
    await newcomer.presses("Đúng, là tôi")

    for tried in ("/menu", "/nhiemvu", "/start", "việc cần làm", "chào bot", "/khongco"):
        await newcomer.types(tried)
        assert "Đề nghị đọc trước khi dùng" in await newcomer.text(), tried
        assert await newcomer.entries() == []
    await newcomer.sends("bang.pdf", b"%PDF")
    assert "Đề nghị đọc trước khi dùng" in await newcomer.text()

    await newcomer.types("toi da doc")
    assert "việc cần làm" in await newcomer.text()
    assert "📝 Nhiệm vụ" in await newcomer.entries()


async def test_a_stranger_learns_only_how_to_ask(world: World) -> None:
    stranger = world.stranger()
    if world.channel == "web":
        await stranger.opens_invite(WRONG)

    for typed in ("xin chào", "/menu", "/toi", "Việc cần làm", "đúng là tôi", "1"):
        await stranger.types(typed)

        shown = await stranger.shown()
        assert ASKS_FOR_A_CODE in shown.text, typed
        assert shown.buttons == ()


async def test_every_bad_code_has_its_own_sentence(web: World) -> None:
    used = await web.code_for(web.officer)
    await joins(web, web.officer, web.stranger())
    revoked, newest = await web.code_for(web.leader), await web.code_for(web.leader)
    used = await web.code_for(web.officer)
    someone = web.stranger()
    await someone.opens_invite(used)
    await someone.presses("Đúng, là tôi")
    newcomer = web.stranger()

    await newcomer.opens_invite(WRONG)
    assert "Mã mời không đúng" in await newcomer.text()
    await newcomer.types(used)
    assert "đã được dùng" in await newcomer.text()
    await newcomer.types(revoked)
    assert "đã được thay bằng mã khác" in await newcomer.text()
    web.clock.move(timedelta(days=15))
    await newcomer.types(newest)
    assert "đã hết hạn" in await newcomer.text()


async def test_a_code_that_expired_on_the_screen_binds_nothing(web: World) -> None:
    newcomer = web.stranger()
    await newcomer.opens_invite(await web.code_for(web.officer))
    yes = await newcomer.holds("Đúng, là tôi")
    web.clock.move(timedelta(days=15))

    await newcomer.presses_held(yes)

    assert "đã hết hạn" in await newcomer.text()
    await web.officer.opens("/menu")
    assert "📝 Nhiệm vụ" in await web.officer.entries()


async def test_five_wrong_codes_lock_for_an_hour(web: World) -> None:
    code = await web.code_for(web.officer)
    newcomer = web.stranger()
    await newcomer.opens_invite(WRONG)
    for _ in range(4):
        web.clock.move(timedelta(minutes=10))
        await newcomer.types(WRONG)
    assert "Mã mời không đúng" in await newcomer.text()

    await newcomer.types(code)
    assert "tạm khóa nhận mã" in await newcomer.text()
    web.clock.move(timedelta(minutes=50))
    await newcomer.types(code)
    assert "tạm khóa nhận mã" in await newcomer.text()
    web.clock.move(timedelta(minutes=11))
    await newcomer.types(code)
    assert web.officer.name in await newcomer.text()


async def test_a_lock_holds_only_the_account_that_guessed(web: World) -> None:
    guesser, newcomer = web.stranger(), web.stranger()
    await guesser.opens_invite(WRONG)
    await guesser.types(*[WRONG] * 5)

    await newcomer.opens_invite(await web.code_for(web.officer))

    assert web.officer.name in await newcomer.text()


async def test_a_code_can_be_typed_as_it_is_read_from_paper(world: World) -> None:
    code = await world.code_for(world.officer)
    as_read = "-".join(
        code.lower().replace("0", "O").replace("1", "l")[i : i + 5] for i in range(0, 26, 5)
    )
    newcomer = world.stranger()
    if world.channel == "web":
        await newcomer.opens_invite(WRONG)

    await newcomer.types(f"  {as_read} ")

    assert world.officer.name in await newcomer.text()


async def test_accepting_twice_is_harmless(world: World) -> None:
    newcomer = world.stranger()
    await newcomer.opens_invite(await world.code_for(world.officer))
    yes = await newcomer.holds("Đúng, là tôi")

    await newcomer.presses_held(yes, yes)

    assert "Đề nghị đọc trước khi dùng" in await newcomer.text()
    await newcomer.presses("Tôi đã đọc")
    await newcomer.presses_held(yes)
    assert world.officer.name in await newcomer.text()


async def test_opening_ones_own_invite_again_is_no_wrong_code(web: World) -> None:
    """The link stays in the chat where it was sent; people come back through it."""
    newcomer = web.stranger()
    code = await web.code_for(web.officer)
    await newcomer.opens_invite(code)
    await newcomer.presses("Đúng, là tôi", "Tôi đã đọc")

    for _ in range(6):
        await newcomer.opens_invite(code)

    assert "khóa" not in await newcomer.text()
    assert "/menu" in await newcomer.text()


async def test_a_forged_acceptance_binds_nothing(web: World) -> None:
    stranger = web.stranger()
    await stranger.opens_invite(WRONG)

    for key in ("0" * 32, "%" * 32, "_" * 32, ""):
        await stranger.forges(f"join1:{key}")
        assert "Mã mời không đúng" in await stranger.text()

    await stranger.types("/menu")
    assert ASKS_FOR_A_CODE in await stranger.text()


async def test_reading_the_privacy_notice_opens_nothing_to_a_stranger(world: World) -> None:
    stranger = world.stranger()
    await stranger.opens_invite(WRONG)

    await stranger.forges("priv1")

    assert ASKS_FOR_A_CODE in await stranger.text()


async def test_a_joined_account_does_not_become_somebody_else(world: World) -> None:
    """The chair taps the link the bot has just handed over."""
    chair, code = world.chair, await world.code_for(world.officer)
    await chair.opens("/menu")
    entries = await chair.entries()

    await chair.opens_invite(code)

    assert f"Tài khoản này là của đồng chí {chair.name}" in await chair.text()
    assert await chair.labels() == ["Màn hình chính"]
    await chair.opens("/menu")
    assert await chair.entries() == entries
    newcomer = world.stranger()
    await newcomer.opens_invite(code)
    assert world.officer.name in await newcomer.text()


async def test_an_invite_opened_before_joining_does_not_change_the_person(world: World) -> None:
    newcomer, code = world.stranger(), await world.code_for(world.officer)
    await newcomer.opens_invite(code)
    yes = await newcomer.holds("Đúng, là tôi")
    await joins(world, world.other, newcomer)

    await newcomer.presses_held(yes)

    assert await newcomer.sees(f"Tài khoản này là của đồng chí {world.other.name}") == 1
    await joins(world, world.officer, world.stranger())
    await newcomer.opens("/toi")
    assert world.other.name in await newcomer.text()


async def test_both_channels_show_the_same_person(telegram: World) -> None:
    officer = telegram.officer
    await officer.opens("/nhiemvu")
    await officer.presses("Thêm nhiệm vụ")
    await officer.types("Số hóa hồ sơ")
    page = telegram.on_the_web(officer)

    await joins(telegram, officer, page)
    await page.opens("/nhiemvu")

    assert "1. Số hóa hồ sơ" in await page.text()
    await page.presses("1", "Chỉ tiêu")
    await page.types("100% hồ sơ")
    await officer.opens("/nhiemvu")
    assert "1. Số hóa hồ sơ – 100% hồ sơ" in await officer.text()


async def test_a_second_phone_on_the_same_channel_ends_the_first(world: World) -> None:
    newcomer = world.stranger()
    await joins(world, world.officer, newcomer)

    assert "📝 Nhiệm vụ" in await newcomer.entries()
    if world.channel == "telegram":
        await world.officer.types("/nhiemvu")
        assert ASKS_FOR_A_CODE in await world.officer.text()


async def test_somebody_whose_role_ended_is_a_stranger_again(web: World) -> None:
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("Thêm nhiệm vụ")
    await ends_role(web, web.officer)

    await web.officer.types("Một nhiệm vụ gửi muộn")
    assert ASKS_FOR_A_CODE in await web.officer.text()
    await web.officer.presses("Dừng nhập")
    assert ASKS_FOR_A_CODE in await web.officer.text()
    await web.leader.opens("/nhiemvu")
    assert "Chưa có nhiệm vụ nào." in await web.leader.text()


async def test_each_role_has_its_keyboard(world: World) -> None:
    duties, tasks, titles, meeting, pledge, notices = (
        "📌 Việc cần làm",
        "📝 Nhiệm vụ",
        "🏅 Đăng ký",
        "🏛 Hội nghị",
        "✍️ Giao ước",
        "📣 Thông báo",
    )
    table = "🧭 Điều hành"
    wanted = {
        world.officer: [duties, tasks, titles, meeting, pledge, notices],
        world.leader: [duties, tasks, titles, meeting, pledge, notices],
        world.chair: [duties, tasks, meeting, pledge, notices, table],
        world.deputy: [duties, tasks, meeting, pledge, notices, table],
        world.secretary: [duties, meeting, pledge, notices, table],
        world.agency: [duties, meeting, pledge, notices, table],
        world.patron: [duties, meeting, pledge, notices, table],
    }
    for person in wanted:
        await person.opens("/menu")

    assert {person.name: await person.entries() for person in wanted} == {
        person.name: entries for person, entries in wanted.items()
    }
    assert Role.LEADER in (world.deputy.player.roles if world.deputy.player else ())
