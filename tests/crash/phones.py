"""What stands on a person's screen after all the kills."""

from messages.render import label
from tests.crash.bloc import Member
from tests.crash.campaign import Campaign

MARK = label("word.resent")
OK = 200


def said_to(campaign: Campaign, member: Member) -> list[str]:
    """Return the bubbles of a page as they stand; on Telegram, all texts as they were sent."""
    if member.is_on_web:
        found = campaign.rows(
            "SELECT json_extract(content, '$.text') FROM web_message WHERE account_id = ?",
            member.account_id,
        )
        texts = [str(text) for (text,) in found]
    else:
        calls = [call for call in campaign.server.called("sendMessage") if call.status == OK]
        chat = str(member.chat_id)
        texts = [str(call.params["text"]) for call in calls if call.params["chat_id"] == chat]
    return [text.replace("<b>", "").replace("</b>", "") for text in texts]
