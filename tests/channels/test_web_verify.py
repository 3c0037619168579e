"""The public page of a certificate: open to whoever holds one, silent to whoever guesses."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.web.settings import WebSettings
from storage.certificates import Certificate
from tests.support.web_rig import WebRig, open_web_rig
from tests.workflow import signed_bloc
from tests.workflow.small_bloc import SmallBloc, build
from workflow import replacing
from workflow.code import LOCK_AFTER

PUBLIC = "https://giaouoc.example.vn/"
NOBODYS = "0" * 20


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[WebRig]:
    async with open_web_rig(tmp_path, settings=WebSettings(public_url=PUBLIC, acts=5)) as rig:
        yield rig


@pytest.fixture
async def signed(web: WebRig) -> tuple[SmallBloc, Certificate]:
    async with web.storage.begin() as uow:
        bloc = await build(uow)
        return bloc, (await signed_bloc.signed(uow, bloc))[0]


async def test_it_shows_what_the_certificate_shows_and_whether_it_holds(
    web: WebRig, signed: tuple[SmallBloc, Certificate]
) -> None:
    bloc, known = signed
    browser = await web.browser()

    answer = await browser.get(f"v/{known.code}")

    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert "noindex" in answer.text
    for fact in (known.full_name, known.unit_name, known.text_hash, known.log_head):
        assert fact in answer.text
    assert "chữ ký đang có hiệu lực" in answer.text
    assert "Vũ Minh Châu" not in answer.text
    typed = await browser.get("v", params={"code": f" {known.code[:5]}-{known.code[5:].lower()} "})
    assert known.text_hash in typed.text

    async with web.storage.begin() as uow:
        chair = await bloc.actor(uow, "chair")
        await replacing.replace(uow, chair, known.pledge_id, "Sửa chỉ tiêu theo góp ý")
    void = await browser.get(f"v/{known.code}")
    assert void.status_code == 200
    assert "chữ ký hết hiệu lực" in void.text


async def test_a_wrong_code_gets_one_answer_and_five_of_them_an_hour(
    web: WebRig, signed: tuple[SmallBloc, Certificate]
) -> None:
    _, known = signed
    browser = await web.browser()
    asked = await browser.get("v")
    assert asked.status_code == 200
    assert "Nhập mã in trên giấy" in asked.text

    wrong = [known.code[:-1], NOBODYS, "%3Cb%3E", "x" * 2000, "khong-co"]
    answers = [await browser.get(f"v/{code}") for code in wrong]

    assert len(wrong) == LOCK_AFTER
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert "Không có giấy xác nhận nào mang mã này" in answers[0].text
    locked = await browser.get(f"v/{NOBODYS}")
    assert locked.status_code == 429
    assert "chờ một giờ" in locked.text
    right = await browser.get(f"v/{known.code}")
    assert right.status_code == 200
    assert known.full_name in right.text
