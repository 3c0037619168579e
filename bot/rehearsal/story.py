"""A whole cycle, played by itself: what `giaouoc rehearse --play` shows and checks.

January: all but one unit join; a notice does not reach everybody, is sent again, corrected and
confirmed by all, by the last one after three reminders; three units register, by paste, by
workbook and by hand, one is returned. February: the others are reminded, once late after an outage; titles
are registered; one unit misses the deadline. March: the units are called to the conference and
answer; on its half-day they check in, vote, hear the registrations announced and sign. One leader
declines, so the text is changed and all sign anew; the day after one unit signs on paper, one is
excepted, the chair unit signs last. April: one list is amended. Then the year's papers are printed.
"""

from collections.abc import Awaitable, Callable
from datetime import date, time

from bot.rehearsal import acts, conferring, notifying, papers, registering, signing
from bot.rehearsal.acts import typed
from bot.rehearsal.stage import Stage
from messages.render import label
from storage.kinds import Choice, Role
from storage.units import Unit

Chapter = Callable[[Stage], Awaitable[None]]
DAY = date(2027, 3, 15)


async def everybody_joins(stage: Stage) -> None:
    """Let all join but the people of one unit, who are slower."""
    later = notifying.latecomers(stage)
    for player in stage.players:
        if player not in later:
            await acts.join(stage, player)


async def three_units_register(stage: Stage) -> None:
    """One pastes its list, one fills in the workbook, one types; the last is returned."""
    await stage.until(date(2027, 1, 12))
    first, second, third = stage.units[:3]
    await registering.paste(stage, first)
    await registering.upload(stage, second)
    await registering.register(stage, third)
    for unit in (first, second, third):
        await registering.approve(stage, unit)
    await stage.until(date(2027, 1, 13))
    await notifying.the_last_one_confirms(stage)
    await registering.accept(stage, first)
    await registering.accept(stage, second)
    await _returned_and_corrected(stage, third)


async def _returned_and_corrected(stage: Stage, unit: Unit) -> None:
    decider = registering.decider(stage, unit)
    await registering.send_back(decider, unit, typed("return.by_chair"))
    officer = stage.of(unit, Role.OFFICER)
    await officer.presses(label("key_task.open"), "4", label("key_task.target"))
    await officer.types(typed("return.corrected_target"))
    await registering.submit(officer)
    await registering.approve(stage, unit)
    await registering.accept(stage, unit)


async def the_others_are_reminded(stage: Stage) -> None:
    fourth, fifth, sixth, seventh, _ = stage.units[3:]
    await stage.until(date(2027, 2, 18))
    await _registers_at_once(stage, fourth)
    await stage.until(date(2027, 2, 23))
    await registering.paste(stage, fifth)
    leader = stage.of(fifth, Role.LEADER)
    await registering.send_back(leader, fifth, typed("return.by_leader"))
    await registering.submit(stage.of(fifth, Role.OFFICER))
    await registering.approve(stage, fifth)
    await registering.accept(stage, fifth)
    # The program is down from the afternoon to the next one: the notice and that morning's
    # reminders are late.
    await stage.until(date(2027, 2, 24), time(16, 0))
    await notifying.a_notice_is_scheduled(stage, time(17, 0))
    await stage.until(date(2027, 2, 25), time(14, 0), asleep=True)
    await _registers_at_once(stage, sixth)
    await stage.until(date(2027, 2, 26))
    await _registers_at_once(stage, seventh)


async def titles_are_registered(stage: Stage) -> None:
    """Every unit but the late one says which titles it goes for."""
    for number, unit in enumerate(stage.units[:7], start=1):
        await _declares(stage, unit, 20 + number)


async def one_unit_is_late(stage: Stage) -> None:
    await stage.until(date(2027, 3, 2))
    await _registers_at_once(stage, stage.units[7])
    await _declares(stage, stage.units[7], 12)


async def _declares(stage: Stage, unit: Unit, people: int) -> None:
    await registering.declare(stage, unit, people)
    await registering.approve(stage, unit)
    await registering.accept(stage, unit)


async def _registers_at_once(stage: Stage, unit: Unit) -> None:
    await registering.paste(stage, unit)
    await registering.approve(stage, unit)
    await registering.accept(stage, unit)


async def the_units_are_called(stage: Stage) -> None:
    """Let the chair make the conference, hand out a draft, open the lists to comments."""
    await stage.until(date(2027, 3, 3))
    chair = stage.holding(Role.CHAIR)
    await conferring.prepare(chair)
    await conferring.call(chair)
    await papers.print_invitation(chair)
    await conferring.draft_document(chair)
    await conferring.discuss(chair)


async def the_units_answer(stage: Stage) -> None:
    """One sends a substitute, one stays away, one telephones, one is silent until reminded."""
    await stage.until(date(2027, 3, 4))
    first, second, third, fourth, fifth, sixth, silent, away = stage.units
    for unit in (first, second, third):
        await conferring.attend(stage.of(unit, Role.OFFICER))
    await conferring.speak(stage.of(third, Role.OFFICER))
    await conferring.send_substitute(stage.of(fourth, Role.OFFICER))
    await conferring.attend(stage.of(fifth, Role.LEADER))
    await conferring.stay_away(stage.of(away, Role.OFFICER))
    await conferring.answer_for(stage.holding(Role.SECRETARY), sixth)
    await stage.until(date(2027, 3, 8))
    await conferring.remind_silent(stage.holding(Role.CHAIR), count=1)
    await conferring.attend(stage.of(silent, Role.OFFICER))


async def the_drafts_are_discussed(stage: Stage) -> None:
    third, fourth, fifth = stage.units[2:5]
    chair = stage.holding(Role.CHAIR)
    await conferring.comment_on_document(stage.of(third, Role.OFFICER))
    await conferring.agree_to_document(stage.of(fourth, Role.OFFICER))
    await conferring.comment_on_item(stage.of(third, Role.OFFICER))
    await conferring.comment_on_unit(stage.of(fifth, Role.OFFICER))
    await conferring.handle_comment(chair, count=2)
    await stage.until(date(2027, 3, 9))
    await conferring.put_document(chair)


async def the_doors_open(stage: Stage) -> None:
    """By button, by the code on the wall, by the secretary; three while the program is down."""
    await stage.until(DAY, time(13, 15))
    chair, deputy, third, _, *others = (stage.of(u, Role.LEADER) for u in stage.units[:7])
    beside = stage.of(stage.units[3], Role.OFFICER)
    secretary, patron = stage.holding(Role.SECRETARY), stage.holding(Role.PATRON)
    await conferring.show_hall(secretary)
    await stage.looks("before")
    await conferring.check_in(chair)
    await conferring.check_in(deputy)
    await conferring.check_in(beside)
    await third.types(f"/diemdanh {await stage.hall_code()}")
    guest, instead = typed("meeting.guest"), typed("meeting.substitute")
    await conferring.note_present(secretary, instead, guest, patron.name)
    await stage.looks("checking_in")
    for leader in others[:2]:
        await leader.types("/diemdanh")
    code = await stage.hall_code()
    await stage.sleeps_while(
        *((leader, label("attendance.check_in")) for leader in others[:2]),
        (others[2], f"/diemdanh {code}"),
    )


async def the_plan_is_voted(stage: Stage) -> None:
    """One unit changes its vote, two vote while the program is down; one vote is by hands."""
    chair, secretary = stage.holding(Role.CHAIR), stage.holding(Role.SECRETARY)
    await stage.until(DAY, time(14, 0))
    await conferring.start(chair)
    await stage.until(DAY, time(14, 9))
    await conferring.step(chair)
    await stage.until(DAY, time(14, 32))
    await conferring.step(chair)
    await _units_speak(stage)
    await stage.until(DAY, time(15, 20))
    await conferring.step(chair)
    await _units_vote(stage)
    await stage.looks("vote_open")
    await stage.sleeps_while(
        (stage.of(stage.units[5], Role.LEADER), label("vote.agree")),
        (stage.of(stage.units[6], Role.LEADER), label("vote.disagree")),
    )
    await conferring.close_vote(chair)
    await stage.looks("vote_result")
    await conferring.step(chair)
    await conferring.count_hands(secretary)


async def _units_speak(stage: Stage) -> None:
    """Give the floor to the one that wished to speak beforehand; another asks for it."""
    third, fifth = stage.units[2], stage.units[4]
    await conferring.ask_to_speak(stage.of(fifth, Role.LEADER))
    await conferring.give_floor(stage.holding(Role.CHAIR), third)
    await stage.looks("discussion")


async def _units_vote(stage: Stage) -> None:
    """Let all vote but the two that have the ballot open when the program goes down."""
    chair = stage.holding(Role.CHAIR)
    await conferring.open_vote_on_document(chair)
    deputy, third, _, fifth, *late = (stage.of(u, Role.LEADER) for u in stage.units[1:7])
    # The fourth unit's leader sent a substitute without an account: the officer beside them casts.
    instead = stage.of(stage.units[3], Role.OFFICER)
    for player in (deputy, third, instead, fifth, *late):
        await conferring.open_ballot(player)
    await conferring.cast(third, Choice.DISAGREE)
    for player in (chair, deputy, instead):
        await conferring.cast(player, Choice.AGREE)
    await conferring.cast(fifth, Choice.OTHER, typed("meeting.opinion"))
    await conferring.cast(third, Choice.AGREE)


async def the_year_is_launched(stage: Stage) -> None:
    """Let the deputy announce, the chair declare the theme, the patron give a directive."""
    chair = stage.holding(Role.CHAIR)
    await stage.until(DAY, time(15, 35))
    await conferring.step(chair)
    await conferring.announce(stage.holding(Role.DEPUTY))
    await stage.until(DAY, time(15, 50))
    await conferring.step(chair)
    await conferring.launch(chair)
    await stage.looks("launched")
    await stage.until(DAY, time(16, 0))
    await conferring.step(chair)
    await conferring.direct(stage.holding(Role.PATRON))


async def the_pledge_is_signed(stage: Stage) -> None:
    """Freeze the text as its item comes; one unit declines it, it is changed and signed anew."""
    await stage.until(DAY, time(16, 20))
    await conferring.step(stage.holding(Role.CHAIR))
    await acts.freeze(stage)
    second, third, _, fifth, objector, seventh, _ = stage.units[1:]
    signing_at_once = (second, third, fifth, seventh)
    for number, unit in enumerate(signing_at_once):
        await acts.sign(stage, unit, reads=number == 0, mistyped=number == 1)
    await stage.looks("signing")
    await signing.change_for(stage, objector)
    for unit in (*signing_at_once, objector):
        await acts.sign(stage, unit, reads=False)


async def the_meeting_closes(stage: Stage) -> None:
    chair = stage.holding(Role.CHAIR)
    await conferring.step(chair)
    await conferring.close(chair)
    await stage.looks("finished")


async def the_minutes_are_written(stage: Stage) -> None:
    """Finish the minutes, and issue the plan under its number."""
    await stage.until(date(2027, 3, 17))
    await conferring.write_minutes(stage.holding(Role.SECRETARY), DAY.year)
    await conferring.issue_document(stage.holding(Role.CHAIR))


async def one_list_is_amended(stage: Stage) -> None:
    """After the pledge is signed: with a reason, decided anew, the signed text as it was."""
    await stage.until(date(2027, 4, 14))
    unit = stage.units[3]
    await registering.amend(stage, unit, typed("amend.reason"), typed("amend.title"))
    await registering.approve(stage, unit)
    await registering.accept(stage, unit)


CONFERENCE: tuple[tuple[str, Chapter], ...] = (
    ("call", the_units_are_called),
    ("answers", the_units_answer),
    ("comments", the_drafts_are_discussed),
    ("doors", the_doors_open),
    ("session", the_plan_is_voted),
    ("launch", the_year_is_launched),
    ("sign", the_pledge_is_signed),
    ("close", the_meeting_closes),
    ("complete", signing.the_pledge_is_completed),
    ("issue", the_minutes_are_written),
)
CHAPTERS: tuple[tuple[str, Chapter], ...] = (
    ("join", everybody_joins),
    ("notice", notifying.a_notice_is_sent),
    ("correct", notifying.it_is_sent_again_and_corrected),
    ("register", three_units_register),
    ("remind", the_others_are_reminded),
    ("titles", titles_are_registered),
    ("late", one_unit_is_late),
    *CONFERENCE,
    ("amend", one_list_is_amended),
    ("papers", papers.the_papers_are_printed),
)
