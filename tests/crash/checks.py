"""What must hold in the database and on the phones after any number of kills."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from storage.engine import Storage
from storage.histories import GENESIS, Act, chained
from storage.unit_of_work import UnitOfWork
from tests.crash.bloc import database_url
from tests.crash.campaign import Campaign
from tests.crash.hands import WebHand
from tests.crash.notice_checks import wrong_notices
from tests.crash.phones import MARK, said_to
from workflow import certificate
from workflow.clock import SystemClock

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
    "a notice confirmed twice": "SELECT subject_id, person_id FROM history"
    " WHERE act = 'notice.confirmed' GROUP BY 1, 2",
    "a letter twice": "SELECT account_id, json_extract(content, '$.text') FROM outbox"
    " WHERE kind = 'inform' AND resend_of IS NULL GROUP BY 1, 2",
    "a task added twice": "SELECT subject_id FROM history WHERE act = 'key_task.added' GROUP BY 1",
}
NONE = {
    "a notice released twice, or stopped unreleased": "SELECT subject_id FROM history"
    " GROUP BY 1 HAVING sum(act = 'notice.released') - sum(act = 'notice.stopped')"
    " NOT IN (0, 1)",
    "an update not done": "SELECT id, state, error FROM inbox WHERE state <> 'done'",
    "a delivery without an end": "SELECT id, state, kind, error FROM outbox"
    " WHERE state NOT IN ('sent', 'unknown')",
    "something unknown on the web": "SELECT o.id FROM outbox o JOIN account a"
    " ON a.id = o.account_id WHERE a.channel = 'web' AND o.state = 'unknown'",
    "something unknown and not sent again": "SELECT id, kind FROM outbox o"
    " WHERE state = 'unknown' AND resend_of IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM outbox r WHERE r.resend_of = o.id)"
    " AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.id = o.subject_id"
    " AND o.kind = 'notice' AND n.state = 'cancelled')",
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
    " WHERE o.kind = 'confirm' AND r.stopped_at IS NULL"
    " AND (o.done_at IS NULL) <> (r.confirmed_at IS NULL)",
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
    wrong += [*wrong_notices(campaign), *_unanswered(campaign), *_in_log(campaign)]
    return [*wrong, *await _torn_proof(campaign)]


def _wrong_rows(campaign: Campaign) -> Iterator[str]:
    if campaign.rows("PRAGMA integrity_check") != [("ok",)]:
        yield "the file is damaged"
    if campaign.rows("PRAGMA foreign_key_check"):
        yield "a row refers to nothing"
    for what, grouped in SINGLE.items():
        for row in campaign.rows(f"{grouped} HAVING count(*) > 1"):
            yield f"{what}: {row}"
    for what, statement in NONE.items():
        for row in campaign.rows(statement):
            yield f"{what}: {row}"


def _lost_acts(campaign: Campaign) -> Iterator[str]:
    """Every act that the web answered, every update that Telegram was told is received."""
    stored = set(campaign.rows("SELECT channel, external_id FROM inbox"))
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
        campaign.rows(
            "SELECT act, coalesce(json_extract(facts, '$.field'), 'title') AS field,"
            " CASE json_extract(facts, '$.field') WHEN 'target'"
            " THEN json_extract(facts, '$.target') ELSE json_extract(facts, '$.title') END"
            " FROM history WHERE act IN ('key_task.added', 'key_task.changed')",
        )
    )
    listed = Counter(title for (title,) in campaign.rows("SELECT title FROM key_task"))
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


def _unanswered(campaign: Campaign) -> Iterator[str]:
    """Nobody waits in vain, save where two kills in a row hit the message and its resend."""
    for person in campaign.people:
        member = person.member
        marked = sum(text.startswith(MARK) for text in said_to(campaign, member))
        ((n_again, n_lost),) = campaign.rows(
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


async def _torn_proof(campaign: Campaign) -> list[str]:
    """Walk the chain, look every certificate up, and let the operator's command say the same."""
    storage = Storage(database_url(campaign.program.database), SystemClock())
    try:
        async with storage.begin() as uow:
            acts = await uow.histories.all()
            unsound = await _unsound_certificates(uow)
    finally:
        await storage.close()
    befores = [GENESIS, *(act.hash for act in acts)]
    torn = [
        f"the chain is torn at {act.id}"
        for before, act in zip(befores, acts, strict=False)
        if act.previous_hash != before or act.hash != chained(before, _content(act))
    ]
    verifying = await campaign.program.says("verify-log")
    return [*torn, *unsound, *(["verify-log fails"] if await verifying.wait() else [])]


async def _unsound_certificates(uow: UnitOfWork) -> list[str]:
    wrong = []
    for one in await uow.certificates.all():
        found = await certificate.verify(uow, one.code)
        if found is None or not found.is_good:
            wrong.append(f"certificate {one.id} does not hold")
    return wrong


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
