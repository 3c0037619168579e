"""Codes issued in chat: for the holder who lost a phone, or for whoever takes the seat over."""

from tests.support.world import World

ASKS_FOR_A_CODE = "Đề nghị gửi mã mời để bắt đầu."


def code_in(text: str) -> str:
    return text.splitlines()[1]


async def test_a_leader_issues_codes_only_for_the_own_officers(world: World) -> None:
    await world.leader.opens("/mamoi")

    assert await world.leader.labels() == [
        "1. Cấp mã: Phương",
        "1. Thay người: Phương",
        "Màn hình chính",
    ]
    await world.leader.presses("1. Cấp mã: Phương")
    assert world.officer.name in await world.leader.text()
    newcomer = world.stranger()
    await newcomer.opens_invite(code_in(await world.leader.text()))
    assert world.officer.name in await newcomer.text()


async def test_the_deputys_leader_can_issue_codes_too(web: World) -> None:
    """Every leader issues codes for the own unit, whatever else they are."""
    await web.deputy.opens("/mamoi")

    assert "1. Cấp mã: Hà" in await web.deputy.labels()


async def test_a_seat_moves_to_its_new_holder(world: World) -> None:
    """The old holder is out at once; the history keeps their name (R12)."""
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Thêm nhiệm vụ")
    await world.officer.types("Số hóa hồ sơ")
    await world.leader.opens("/mamoi")
    await world.leader.presses("1. Thay người: Phương")
    await world.leader.types("Lâm Thị Mỹ Duyên")
    code = code_in(await world.leader.text())
    newcomer = world.stranger()

    await newcomer.opens_invite(code)
    assert "Lâm Thị Mỹ Duyên" in await newcomer.text()
    await world.officer.types("100%")
    assert "thời hạn" in await world.officer.text(), "still hers until the other accepts"
    await newcomer.presses("Đúng, là tôi", "Tôi đã đọc")
    await newcomer.opens("/nhiemvu")

    assert "1. Số hóa hồ sơ – 100%" in await newcomer.text()
    for tried in ("30/9", "/nhiemvu", "/viec"):
        await world.officer.types(tried)
        assert ASKS_FOR_A_CODE in await world.officer.text()
    await newcomer.opens("/lichsu")
    history = await newcomer.text()
    assert "Đặng Mai Phương thêm nhiệm vụ – Số hóa hồ sơ" in history
    assert "Đặng Mai Phương kết thúc vai trò – người thay: Lâm Thị Mỹ Duyên" in history


async def test_those_concerned_hear_of_a_succession(web: World) -> None:
    await web.chair.opens("/dieuhanh")
    await web.chair.presses("Mã mời", "STC", "2. Thay người: Phương")
    await web.chair.types("Lâm Thị Mỹ Duyên")
    issued = f"{web.chair.name} đã cấp mã mời để đồng chí Lâm Thị Mỹ Duyên"
    accepted = "Lâm Thị Mỹ Duyên đã nhận vai trò “Cán bộ phụ trách” của Sở Tài chính"
    assert issued in await web.officer.text()
    assert await web.chair.sees(issued) == 0
    newcomer = web.stranger()

    await newcomer.opens_invite(code_in(await web.chair.text()))
    assert await web.officer.sees(accepted) == 0
    await newcomer.presses("Đúng, là tôi")

    told = [await who.sees(accepted) for who in (web.officer, web.chair, web.leader)]
    assert told == [1, 1, 0]
    assert "Đề nghị đọc trước khi dùng" in await newcomer.text()


async def test_a_new_code_for_the_same_person_is_no_succession(web: World) -> None:
    await web.leader.opens("/mamoi")
    await web.leader.presses("1. Thay người: Phương")
    await web.leader.types("dang mai phuong")
    newcomer = web.stranger()
    await newcomer.opens_invite(code_in(await web.leader.text()))
    assert await web.officer.n_said() == 0

    await newcomer.presses("Đúng, là tôi")

    assert await web.leader.sees("đã nhận vai trò") == 0


async def test_a_person_who_already_has_a_role_takes_another_beside_it(web: World) -> None:
    await web.chair.opens("/dieuhanh")
    await web.chair.presses("Mã mời", "STC", "1. Thay người: Tùng")
    await web.chair.types("dang mai phuong")
    code = code_in(await web.chair.text())

    await web.officer.opens_invite(code)
    await web.officer.presses("Đúng, là tôi", "Tôi đã đọc")
    await web.officer.opens("/toi")

    assert "Cán bộ phụ trách" in await web.officer.text()
    assert "Lãnh đạo đơn vị" in await web.officer.text()
