"""A file is uploaded once; one that a channel refuses goes missing with words, not again and again."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.channel import CarriedFile, Outgoing, Sent
from bot.claiming import Claimed
from bot.in_flight import OTHERS_AT_ONCE
from bot.outcomes import Ended, record
from messages.message import Message
from messages.refused_file import author_told, left_out
from storage.files import File, Files
from storage.kinds import Lane
from tests.support.fake_channel import NAME as FAKE
from tests.support.fake_channel import FakeChannel
from tests.support.post import Post, open_post
from tests.workflow import small_bloc
from workflow import notice

NAME = "giấy.txt"


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    async with open_post(tmp_path, FakeChannel(knows_files=True)) as opened:
        yield opened


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return which files are read, in order."""
    read, get = list[int](), Files.get

    async def noted(self: Files, file_id: int) -> File | None:
        read.append(file_id)
        return await get(self, file_id)

    monkeypatch.setattr(Files, "get", noted)
    return read


async def queue(post: Post, *accounts: str) -> int:
    """Queue a broadcast with one file; return the file's id."""
    async with post.storage.begin() as uow:
        file_id = await uow.files.add(NAME, "text/plain", b"chu", uow.now)
    content = {**Message("tin").to_json(), "files": [{"id": file_id, "name": NAME}]}
    for account in accounts:
        await post.queue(account, "", content=content, lane=Lane.NOTICE, kind="inform")
    return file_id


def carried(post: Post) -> list[tuple[str | None, bytes]]:
    return [(file.reference, file.content) for one in post.channel.sent for file in one.files]


async def test_a_broadcast_uploads_its_file_once_and_waits_for_that(post: Post) -> None:
    file_id = await queue(post, "an", "bình", "chi")
    post.channel.outcomes.append(Sent("1", {file_id: "F1"}))
    post.channel.gate.clear()
    stop = asyncio.Event()
    running = asyncio.create_task(post.carrier.run(stop))
    async with asyncio.timeout(5):
        await post.channel.has_sent(1)
        # Nobody waits for the others; a reply with the same file is not held up.
        await post.queue(
            "dung", "", content={**Message("x").to_json(), "files": [{"id": file_id, "name": NAME}]}
        )
        post.carrier.wake()
        await post.channel.has_sent(2)
        post.channel.gate.set()
        await post.channel.has_sent(4)
        stop.set()
        await running

    assert carried(post) == [(None, b"chu"), (None, b"chu"), ("F1", b""), ("F1", b"")]
    load = post.channel.sent[-1].files[0].load
    assert load is not None
    assert await load() == b"chu"


async def test_waiting_for_an_upload_reads_no_file_and_holds_up_nothing_else(
    post: Post, reads: list[int]
) -> None:
    file_id = await queue(post, *(f"người {number}" for number in range(2 * OTHERS_AT_ONCE)))
    await post.queue("an", "thư riêng", lane=Lane.NOTICE, kind="inform")
    await post.queue("người 5", "trả lời")
    # The first upload ends without a reference, the second with one.
    post.channel.outcomes += [*map(Sent, "123"), Sent("4", {file_id: "F"})]
    post.channel.gate.clear()
    stop = asyncio.Event()
    running = asyncio.create_task(post.carrier.run(stop))
    async with asyncio.timeout(10):
        await post.channel.has_sent(3)
        assert sorted(post.channel.texts) == ["thư riêng", "tin", "trả lời"]
        assert reads == [file_id]
        post.channel.gate.set()
        await post.channel.has_sent(2 * OTHERS_AT_ONCE + 2)
        stop.set()
        await running

    assert reads == [file_id] * 2
    assert set(post.states()) == {"sent"}


async def test_a_newer_reference_takes_the_place_of_one_no_longer_known(post: Post) -> None:
    file_id = await queue(post, "an")
    for name in ("F1", "F2", "F3"):
        post.channel.outcomes.append(Sent("1", {file_id: name}))
        content = {**Message("tin").to_json(), "files": [{"id": file_id, "name": NAME}]}
        await post.carrier.drain()
        await post.queue("an", "", content=content)

    await post.carrier.drain()

    assert [reference for reference, _ in carried(post)] == [None, "F1", "F2", "F3"]


async def test_a_refused_file_is_said_to_be_missing_and_not_tried_again(post: Post) -> None:
    file_id = await queue(post, "an", "bình")
    post.channel.outcomes.append(Sent("1", left_out=(file_id,)))

    await post.carrier.drain()

    said = left_out([NAME]).text
    assert sorted(post.channel.texts) == sorted(["tin", f"tin\n\n{said}", said])
    assert len(carried(post)) == 1
    assert post.states() == ["sent"] * 3


async def test_the_author_of_a_notice_is_told_once_which_file_did_not_go(post: Post) -> None:
    file_id = await queue(post)
    async with post.storage.begin() as uow:
        bloc = await small_bloc.build(uow)
        draft = await notice.compose(uow, await bloc.actor(uow, "chair"))
        author = await uow.accounts.open(FAKE, "tác giả", uow.now)
        await uow.accounts.bind(author.id, bloc.people["chair"], uow.now)
    for account in ("an", "bình"):
        await post.queue(account, "tin")
    async with post.storage.begin() as uow:
        due = await uow.line.first(FAKE, uow.now, 10)
        for delivery in (replace(d, kind="notice", subject_id=draft.notice.id) for d in due):
            files = (CarriedFile(file_id, NAME, "", b""),)
            outgoing = Outgoing(delivery.id, delivery.external_id, delivery.content, files)
            claimed = Claimed(delivery, delivery.content, outgoing)
            await record(uow, Ended(claimed, Sent("1", left_out=(file_id,)), uow.now))

    await post.carrier.drain()

    said = [left_out([NAME]).text] * 2 + [author_told(draft.notice.subject, [NAME]).text]
    assert sorted(post.channel.texts) == sorted(said)
