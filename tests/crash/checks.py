"""What must hold in the database and on the phones after any number of kills."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from messages.render import label
from storage.engine import Storage
from storage.histories import GENESIS, Act, chained
from tests.crash.bloc import Member, database_url
from tests.crash.campaign import Campaign, reading
from tests.crash.hands import WebHand
from workflow.clock import SystemClock

MARK = label("word.resent")
OK = 200
SINGLE = {
    "an update stored twice": "SELECT channel, external_id FROM inbox GROUP BY 1, 2",
    "a person's own bubble shown twice": "SELECT incoming_id FROM web_message"
    " WHERE incoming_id IS NOT NULL GROUP BY 1",
    "a delivery shown twice": "SELECT delivery_id FROM web_message"
    " WHERE delivery_id IS NOT NULL GROUP BY 1",
    "a unit signed twice": "SELECT pledge_id, unit_id FROM signature GROUP BY 1, 2",
    "a signature recorded twice": "SELECT subject_id, unit_id FROM history"
    " WHERE act = 'pledge.signed' GROUP BY 1, 2",
    "a duty opened twice": "SELECT cycle_id, kind, subject_id, unit_id, person_id, role"
    " FROM obligation GROUP BY 1, 2, 3, 4, 5, 6",
    "a reminder twice": "SELECT obligation_id, offset, person_id FROM reminder GROUP BY 1, 2, 3",
    "a notice released twice": "SELECT subject_id FROM history"
    " WHERE act = 'notice.released' GROUP BY 1",
    "a notice confirmed twice": "SELECT subject_id, person_id FROM history"
    " WHERE act = 'notice.confirmed' GROUP BY 1, 2",
    "a letter twice": "SELECT account_id, json_extract(content, '$.text') FROM outbox"
    " WHERE kind = 'inform' AND resend_of IS NULL GROUP BY 1, 2",
    "a task added twice": "SELECT subject_id FROM history WHERE act = 'key_task.added' GROUP BY 1",
}
NONE = {
    "an update not done": "SELECT id, state, error FROM inbox WHERE state <> 'done'",
    "a delivery without an end": "SELECT id, state, kind, error FROM outbox"
    " WHERE state NOT IN ('sent', 'unknown')",
    "something unknown on the web": "SELECT o.id FROM outbox o JOIN account a"
    " ON a.id = o.account_id WHERE a.channel = 'web' AND o.state = 'unknown'",
    "something unknown and not sent again": "SELECT id, kind FROM outbox o"
    " WHERE state = 'unknown' AND resend_of IS NULL AND kind <> 'progress'"
    " AND NOT EXISTS (SELECT 1 FROM outbox r WHERE r.resend_of = o.id)",
    "sent again though it was known": "SELECT r.id FROM outbox r JOIN outbox o"
    " ON o.id = r.resend_of WHERE o.state <> 'unknown'",
    "a resend of a resend": "SELECT r.id FROM outbox r JOIN outbox o ON o.id = r.resend_of"
    " WHERE o.resend_of IS NOT NULL",
    "a web delivery without its bubble": "SELECT o.id FROM outbox o JOIN account a"
    " ON a.id = o.account_id WHERE a.channel = 'web' AND NOT EXISTS"
    " (SELECT 1 FROM web_message m WHERE m.id = CAST(o.message_id AS INTEGER))",
    "a duty to sign left by a unit that signed": "SELECT o.id FROM obligation o JOIN signature s"
    " ON s.pledge_id = o.subject_id AND s.unit_id = o.unit_id"
    " WHERE o.kind = 'sign' AND o.done_at IS NULL",
    "a duty to confirm left by one who did": "SELECT o.id FROM obligation o"
    " JOIN notice_recipient r ON r.notice_id = o.subject_id AND r.person_id = o.person_id"
    " WHERE o.kind = 'confirm' AND (o.done_at IS NULL) <> (r.confirmed_at IS NULL)",
    "more or fewer signatures than a complete pledge has": "SELECT p.id FROM pledge p"
    " WHERE (p.state = 'complete') <> ((SELECT count(*) FROM signature WHERE pledge_id = p.id)"
    " = (SELECT count(*) FROM membership WHERE cycle_id = p.cycle_id))",
    "more or fewer replies than updates": "SELECT a.id, n_in, n_out FROM account a JOIN"
    " (SELECT account_id, count(*) AS n_out FROM outbox WHERE kind = 'reply'"
    " AND resend_of IS NULL GROUP BY 1) o ON o.account_id = a.id JOIN"
    " (SELECT channel, coalesce(json_extract(raw, '$.account'),"
    " json_extract(raw, '$.message.chat.id'), json_extract(raw, '$.callback_query.from.id'))"
    " AS who, count(*) AS n_in FROM inbox GROUP BY 1, 2) i"
    " ON i.channel = a.channel AND CAST(i.who AS TEXT) = a.external_id WHERE n_in <> n_out",
}


async def wrong_in(campaign: Campaign) -> list[str]:
    """Name everything that does not hold; empty when nothing was lost or doubled."""
    wrong = [*_wrong_rows(campaign), *_lost_acts(campaign), *_misapplied(campaign)]
    wrong += [*_wrong_notices(campaign), *_unanswered(campaign), *_in_log(campaign)]
    return [*wrong, *await _torn_chain(campaign)]


def _rows(campaign: Campaign, statement: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(reading(campaign.program.database)) as database:
        return database.execute(statement, values).fetchall()


def _wrong_rows(campaign: Campaign) -> Iterator[str]:
    if _rows(campaign, "PRAGMA integrity_check") != [("ok",)]:
        yield "the file is damaged"
    if _rows(campaign, "PRAGMA foreign_key_check"):
        yield "a row refers to nothing"
    for what, grouped in SINGLE.items():
        for row in _rows(campaign, f"{grouped} HAVING count(*) > 1"):
            yield f"{what}: {row}"
    for what, statement in NONE.items():
        for row in _rows(campaign, statement):
            yield f"{what}: {row}"


def _lost_acts(campaign: Campaign) -> Iterator[str]:
    """Every act that the web answered, every update that Telegram was told is received."""
    stored = set(_rows(campaign, "SELECT channel, external_id FROM inbox"))
    for person in campaign.people:
        sent = person.hand.sent if isinstance(person.hand, WebHand) else []
        for act in sent:
            if ("web", act) not in stored:
                yield f"an acknowledged act of {person.member.name} is lost: {act}"
    for update_id in campaign.server.updates.given():
        if ("telegram", str(update_id)) not in stored:
            yield f"update {update_id} is lost"


def _misapplied(campaign: Campaign) -> Iterator[str]:
    """Every acknowledged text stands once in the record, as what it was."""
    done = Counter(
        _rows(
            campaign,
            "SELECT act, coalesce(json_extract(facts, '$.field'), 'title') AS field,"
            " CASE json_extract(facts, '$.field') WHEN 'target'"
            " THEN json_extract(facts, '$.target') ELSE json_extract(facts, '$.title') END"
            " FROM history WHERE act IN ('key_task.added', 'key_task.changed')",
        )
    )
    listed = Counter(title for (title,) in _rows(campaign, "SELECT title FROM key_task"))
    for person in campaign.people:
        written = person.written
        wanted = [("key_task.added", "title", text) for text in written.added]
        wanted += [("key_task.changed", "title", text) for text in written.renamed]
        wanted += [("key_task.changed", "target", text) for text in written.targets]
        for entry in wanted:
            if done[entry] != 1:
                yield f"{entry} was done {done[entry]} times"
        of_list = sum(listed[text] for text in [*written.added, *written.renamed])
        if of_list != len(written.added):
            yield f"{person.member.name}: {of_list} tasks in the list, not {len(written.added)}"


def _wrong_notices(campaign: Campaign) -> Iterator[str]:
    """Every recipient has each notice: once on the web; on Telegram a second copy is marked."""
    notices = _rows(campaign, "SELECT id, subject, state FROM notice WHERE released_at IS NOT NULL")
    for notice_id, subject, state in notices:
        if state != "sent":
            yield f"notice {notice_id} is {state}"
        found = _rows(
            campaign, "SELECT person_id FROM notice_recipient WHERE notice_id = ?", notice_id
        )
        people = {person_id for (person_id,) in found}
        for person in campaign.people:
            if person.member.person_id in people:
                yield from _wrong_copies(campaign, person.member, notice_id, subject)


def _wrong_copies(
    campaign: Campaign, member: Member, notice_id: int, subject: str
) -> Iterator[str]:
    rows = _rows(
        campaign,
        "SELECT id, state, resend_of FROM outbox"
        " WHERE kind = 'notice' AND subject_id = ? AND person_id = ? ORDER BY id",
        notice_id,
        member.person_id,
    )
    copies = _copies(campaign, member, subject)
    plain, marked = copies.count(subject), copies.count(f"{MARK} {subject}")
    # A press that confirms is answered with the copy; that answer too may be sent again.
    ((n_again,),) = _rows(
        campaign,
        "SELECT count(*) FROM outbox WHERE account_id = ? AND resend_of IS NOT NULL"
        # A copy cut off in flight was said, but never written down as said.
        " AND ((kind = 'notice' AND subject_id = ?)"
        " OR instr(json_extract(content, '$.text'), ?))",
        member.account_id,
        notice_id,
        subject,
    )
    first, *again = [state for _, state, _ in rows]
    who = f"notice {notice_id} to {member.name}: {rows}, {copies}"
    if plain > 1 or marked > n_again or (first == "sent" and plain != 1):
        yield f"wrong copies of {who}"
    if again == ["sent"] and not marked:
        yield f"resent and not there: {who}"


def _copies(campaign: Campaign, member: Member, subject: str) -> list[str]:
    """Return the first line of everything that is a copy of the notice."""
    lines = [text.split("\n")[0] for text in _said_to(campaign, member)]
    return [line for line in lines if line in (subject, f"{MARK} {subject}")]


def _said_to(campaign: Campaign, member: Member) -> list[str]:
    """Return the bubbles of a page as they stand; on Telegram, all texts as they were sent."""
    if member.is_on_web:
        found = _rows(
            campaign,
            "SELECT json_extract(content, '$.text') FROM web_message WHERE account_id = ?",
            member.account_id,
        )
        texts = [str(text) for (text,) in found]
    else:
        calls = [call for call in campaign.server.called("sendMessage") if call.status == OK]
        chat = str(member.chat_id)
        texts = [str(call.params["text"]) for call in calls if call.params["chat_id"] == chat]
    return [text.replace("<b>", "").replace("</b>", "") for text in texts]


def _unanswered(campaign: Campaign) -> Iterator[str]:
    """Nobody waits in vain, save where two kills in a row hit the message and its resend."""
    for person in campaign.people:
        member = person.member
        marked = sum(text.startswith(MARK) for text in _said_to(campaign, member))
        ((n_again, n_lost),) = _rows(
            campaign,
            "SELECT count(*), coalesce(sum(state = 'unknown'), 0) FROM outbox"
            " WHERE account_id = ? AND resend_of IS NOT NULL",
            member.account_id,
        )
        if marked > n_again:
            yield f"{member.name} has {marked} resent messages of {n_again}"
        if len(person.unanswered) > n_lost:
            yield f"{member.name} waited in vain: {person.unanswered}"


def _in_log(campaign: Campaign) -> Iterator[str]:
    for line in campaign.program.log().splitlines():
        if "Traceback" in line or " ERROR " in line or "level='error'" in line:
            yield line


async def _torn_chain(campaign: Campaign) -> list[str]:
    storage = Storage(database_url(campaign.program.database), SystemClock())
    try:
        async with storage.begin() as uow:
            acts = await uow.histories.all()
    finally:
        await storage.close()
    befores = [GENESIS, *(act.hash for act in acts)]
    return [
        f"the chain is torn at {act.id}"
        for before, act in zip(befores, acts, strict=False)
        if act.previous_hash != before or act.hash != chained(before, _content(act))
    ]


def _content(act: Act) -> dict[str, Any]:
    return {
        "at": act.at,
        "cycle_id": act.cycle_id,
        "unit_id": act.unit_id,
        "person_id": act.person_id,
        "role": act.role,
        "act": act.act,
        "subject_id": act.subject_id,
        "facts": act.facts,
    }
