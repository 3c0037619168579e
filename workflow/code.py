"""Codes that people read from paper and type: random letters, and a lock against guessing.

The alphabet is Crockford's: no I, L, O, U; what a reader confuses (O and 0, I or L and 1) is
read as meant.
"""

import secrets
from datetime import timedelta

from storage.accounts import Account
from storage.unit_of_work import UnitOfWork
from workflow.errors import CodesLocked

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CONFUSED = str.maketrans("OIL", "011", "- ")
LOCK_AFTER = 5
LOCK_FOR = timedelta(hours=1)


def fresh(length: int) -> str:
    """Return a new code of five random bits a letter."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def normal(code: str) -> str:
    """Return a typed or scanned code in its one form."""
    return code.strip().upper().translate(CONFUSED)


def is_code(text: str, length: int) -> bool:
    """Tell a code from other words: right length, only its letters."""
    code = normal(text)
    return len(code) == length and set(code) <= set(ALPHABET)


async def refuse_locked(uow: UnitOfWork, account: Account) -> None:
    """Refuse with `CodesLocked`: five wrong codes in an hour lock an account for an hour."""
    tried = await uow.accounts.last_wrong_codes(account.id, LOCK_AFTER)
    if len(tried) < LOCK_AFTER or tried[0] - tried[-1] >= LOCK_FOR:
        return
    if uow.now - tried[0] < LOCK_FOR:
        raise CodesLocked
