"""The registration as data: counts, wordings, and what had better be looked at (R2, R5, R17)."""

from dataclasses import replace

import pytest

from handlers.request import SentFile
from storage.kinds import ListState, SubmissionKind
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc
from workflow import approval, award, registration
from workflow.errors import ListIncomplete, NoSuchThing, NotACount, NotPermitted, Stale, WrongState
from workflow.file_errors import FileRefused
from workflow.permission import Actor
from workflow.registration import RegistrationSheet
from workflow.registration_warning import RegistrationCaution, warnings_of

PDF = SentFile("bien-ban.pdf", "application/pdf", b"%PDF-1.7")


@pytest.fixture
async def officer(uow: UnitOfWork, bloc: SmallBloc) -> Actor:
    await award.ensure(uow)
    return await bloc.actor(uow, "officer")


async def opened(uow: UnitOfWork, actor: Actor) -> RegistrationSheet:
    return await registration.open_sheet(uow, actor, actor.units[0])


async def put(uow: UnitOfWork, actor: Actor, code: str, text: str) -> RegistrationSheet:
    sheet = await opened(uow, actor)
    chosen = next(one for one in sheet.choices if one.code == code)
    was = sheet.count_of(chosen)
    _, after = await registration.put(uow, actor, sheet.submission.id, chosen.id, text, was)
    return after


async def toggle(uow: UnitOfWork, actor: Actor, code: str) -> RegistrationSheet:
    sheet = await opened(uow, actor)
    known = sheet.submission
    chosen = next(one for one in sheet.choices if one.code == code)
    return await registration.toggle(uow, actor, known.id, chosen.id, known.revision)


def counts(sheet: RegistrationSheet) -> dict[str, int]:
    return {item.award.code: item.count for item in sheet.items}


@pytest.mark.parametrize(
    ("text", "count"),
    [("6", 6), (" 06 ", 6), ("6 người", 6), ("1.200", 1200), ("9999", 9999), ("0", 0)],
)
async def test_a_number_is_read_as_an_office_writes_it(
    uow: UnitOfWork, officer: Actor, text: str, count: int
) -> None:
    sheet = await put(uow, officer, "LDTT", text)

    assert counts(sheet) == ({"LDTT": count} if count else {})


@pytest.mark.parametrize(
    "text", ["", "sáu", "-1", "6,5", "10000", "1.2", "٦", "6 7", "99999999999"]
)
async def test_what_is_no_count_is_refused(uow: UnitOfWork, officer: Actor, text: str) -> None:
    await put(uow, officer, "LDTT", "40")

    with pytest.raises(NotACount):
        await put(uow, officer, "LDTT", text)

    assert counts(await opened(uow, officer)) == {"LDTT": 40}


async def test_a_collective_title_is_chosen_and_taken_off(uow: UnitOfWork, officer: Actor) -> None:
    assert counts(await toggle(uow, officer, "TTLDXS")) == {"TTLDXS": 1}
    assert counts(await toggle(uow, officer, "TTLDXS")) == {}
    with pytest.raises(NoSuchThing):
        await toggle(uow, officer, "LDTT")
    with pytest.raises(NoSuchThing):
        await put(uow, officer, "TTLDXS", "1")


async def test_two_people_at_once_do_not_overwrite_one_another(
    uow: UnitOfWork, bloc: SmallBloc, officer: Actor
) -> None:
    sheet = await opened(uow, officer)
    chosen = next(one for one in sheet.choices if one.code == "LDTT")
    await put(uow, await bloc.actor(uow, "leader"), "LDTT", "12")

    with pytest.raises(Stale) as late:
        await registration.put(uow, officer, sheet.submission.id, chosen.id, "40", 0)

    assert late.value.kind is SubmissionKind.REGISTRATION
    title = next(one for one in sheet.choices if one.code == "TTLDTT")
    known = sheet.submission
    with pytest.raises(Stale):
        await registration.toggle(uow, officer, known.id, title.id, known.revision)
    assert counts(await opened(uow, officer)) == {"LDTT": 12}


@pytest.mark.rule(2)
async def test_nothing_registered_is_not_sent_and_what_is_sent_does_not_change(
    uow: UnitOfWork, officer: Actor
) -> None:
    empty = (await opened(uow, officer)).submission
    with pytest.raises(ListIncomplete):
        await approval.submit(uow, officer, empty.id, empty.revision)
    known = (await put(uow, officer, "LDTT", "40")).submission
    await approval.submit(uow, officer, known.id, known.revision)

    with pytest.raises(WrongState):
        await put(uow, officer, "LDTT", "41")

    (version,) = await uow.submissions.versions([known.id])
    assert [(one["code"], one["count"]) for one in version.content] == [("LDTT", 40)]


@pytest.mark.rule(5)
async def test_a_draft_is_its_units_own(uow: UnitOfWork, bloc: SmallBloc, officer: Actor) -> None:
    known = (await put(uow, officer, "LDTT", "40")).submission

    for name in ("chair", "deputy", "chair officer"):
        other = await bloc.actor(uow, name)
        with pytest.raises(NotPermitted):
            await registration.open_round(uow, other, known.id)
        with pytest.raises(NotPermitted):
            await registration.attach(uow, other, known.id, PDF, "", None)


async def test_a_new_wording_takes_the_count_over_and_keeps_the_old_until_then(
    uow: UnitOfWork, officer: Actor
) -> None:
    await put(uow, officer, "GK", "3")
    row = next(one for one in award.defaults() if one.code == "GK")
    await award.import_awards(uow, [replace(row, name="Giấy khen mới")])
    old = await opened(uow, officer)
    assert [(item.award.name, item.count) for item in old.items] == [("Giấy khen", 3)]

    after = await put(uow, officer, "GK", "4")

    assert [(item.award.name, item.count) for item in after.items] == [("Giấy khen mới", 4)]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (SentFile("MẬT.pdf", "application/pdf", b"%PDF"), "secret"),
        (SentFile("so-lieu.xlsx", "application/zip", b"PK\x03\x04"), "not_minutes"),
        (SentFile("gia-mao.pdf", "application/pdf", b"MZ"), "not_minutes"),
        (SentFile("a.docx", "application/zip", b"text"), "not_minutes"),
        (SentFile("trong.pdf", "application/pdf", b""), "empty"),
        (None, "none"),
    ],
)
async def test_only_minutes_are_kept_as_minutes(
    uow: UnitOfWork, officer: Actor, sent: SentFile | None, why: str
) -> None:
    known = (await opened(uow, officer)).submission

    with pytest.raises(FileRefused) as refused:
        await registration.attach(uow, officer, known.id, sent, "", None)

    assert refused.value.why == why


async def test_minutes_are_attached_replaced_and_taken_off(uow: UnitOfWork, officer: Actor) -> None:
    known = (await opened(uow, officer)).submission
    word = SentFile("Biên bản.docx", "application/zip", b"PK\x03\x04rest")
    first = await registration.attach(uow, officer, known.id, PDF, "", None)
    sheet = await registration.attach(uow, officer, known.id, word, "", first.submission.minutes_id)
    assert sheet.minutes == "Biên bản.docx"

    bare = await registration.detach(uow, officer, known.id, sheet.submission.revision)

    assert (bare.minutes, bare.submission.minutes_id) == ("", None)
    with pytest.raises(NoSuchThing):
        await registration.detach(uow, officer, known.id, bare.submission.revision)


@pytest.mark.rule(17)
async def test_warnings_name_what_is_doubtful(uow: UnitOfWork, officer: Actor) -> None:
    today = (await opened(uow, officer)).due_on or uow.now.date()
    assert warnings_of(await opened(uow, officer), today, {"TC1"}) == ()
    await put(uow, officer, "LDTT", "40")
    sheet = await put(uow, officer, "CSTDCS", "7")

    over, bare, unpointed = warnings_of(sheet, today, {"TC1"})

    assert (over.caution, over.of) == (RegistrationCaution.OVER_QUOTA, "Lao động tiên tiến")
    assert bare.caution is RegistrationCaution.NO_COLLECTIVE
    assert unpointed.caution is RegistrationCaution.NO_CRITERION
    await toggle(uow, officer, "TTLDXS")
    sound = await put(uow, officer, "CSTDCS", "6")
    assert warnings_of(sound, today, ()) == ()


async def test_an_award_that_ended_since_is_named(uow: UnitOfWork, officer: Actor) -> None:
    await toggle(uow, officer, "TTLDXS")
    sheet = await put(uow, officer, "GK", "3")
    items = tuple(
        replace(item, award=replace(item.award, valid_to=item.award.valid_from))
        if item.award.code == "GK"
        else item
        for item in sheet.items
    )

    (warned,) = warnings_of(replace(sheet, items=items), uow.now.date(), ())

    assert warned.caution is RegistrationCaution.NO_LONGER
    assert [one.code for one in warned.awards] == ["GK"]


async def test_an_amendment_begins_with_what_was_accepted(uow: UnitOfWork, officer: Actor) -> None:
    sheet = await put(uow, officer, "LDTT", "40")
    again = await uow.submissions.begin(
        sheet.submission.cycle_id, sheet.unit.id, SubmissionKind.REGISTRATION, "Có thêm biên chế"
    )

    await registration.copied(uow, sheet, again)

    copy = await registration.open_round(uow, officer, again)
    assert (counts(copy), copy.submission.state) == ({"LDTT": 40}, ListState.DRAFT)
