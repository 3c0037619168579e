"""Who is behind a request: a cookie with 256 random bits, of which only the hash is stored."""

import hashlib
import secrets

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.settings import WebSettings
from bot.channels.web.shield import Declined
from storage.accounts import Account
from storage.engine import Storage
from storage.kinds import AccountState
from storage.unit_of_work import UnitOfWork

# As long as browsers keep a cookie at all.
LIFETIME = 400 * 24 * 60 * 60


class Sessions:
    """Binds browsers to accounts; a session whose account has ended is no session."""

    def __init__(self, storage: Storage, settings: WebSettings) -> None:
        self._storage = storage
        self._settings = settings

    async def find(self, request: Request) -> Account | None:
        async with self._storage.begin() as uow:
            return await self.find_in(uow, request)

    async def find_in(self, uow: UnitOfWork, request: Request) -> Account | None:
        token = request.cookies.get(_cookie(request))
        if token is None:
            return None
        account = await uow.web_chats.session_account(_fingerprint(token))
        return None if account is None or account.state is AccountState.ENDED else account

    async def require(self, request: Request) -> Account:
        """Return the account, or answer 401."""
        async with self._storage.begin() as uow:
            return await self.require_in(uow, request)

    async def require_in(self, uow: UnitOfWork, request: Request) -> Account:
        """Return the account, or answer 401."""
        account = await self.find_in(uow, request)
        if account is None:
            raise Declined(401, "no_session")
        return account

    async def open(self, uow: UnitOfWork) -> tuple[Account, str]:
        """Make a new account with a session; return it with the token for the cookie."""
        account = await uow.accounts.open("web", secrets.token_hex(12), uow.now)
        return account, await self.open_another(uow, account)

    async def open_another(self, uow: UnitOfWork, account: Account) -> str:
        """Open one more session of an account; return the token for the cookie."""
        token = secrets.token_urlsafe(32)
        await uow.web_chats.open_session(_fingerprint(token), account.id, uow.now)
        return token

    def hand_over(self, request: Request, response: Response, token: str) -> None:
        """Put the token into a cookie of this mount of the app."""
        response.set_cookie(
            _cookie(request),
            token,
            max_age=LIFETIME,
            path=f"{_mount(request)}/",
            secure=self._settings.is_secure,
            httponly=True,
            samesite="lax",
        )


def _mount(request: Request) -> str:
    return str(request.scope.get("root_path", ""))


def _cookie(request: Request) -> str:
    # A browser also sends the cookies of every parent path: each mount needs a name of its own.
    return "giaouoc" + _mount(request).replace("/", "-")


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
