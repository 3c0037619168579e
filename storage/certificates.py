"""Certificates of signatures: what stood around a signature when it was given, and its code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select

from storage import tables
from storage.kinds import PledgeState, SignMode
from storage.shelf import Shelf


@dataclass(frozen=True)
class Certificate:
    """A certificate with the signature, the text and the year it is about.

    Names are as of signing; `person_id` is None for a stand-in who signed on paper. `log_head`
    is the hash of the log's row `log_id`, the act of signing itself; `addendum_of` is the unit
    whose addendum was signed.
    """

    id: int
    code: str
    bloc_name: str
    superior: str
    place: str
    unit_name: str
    log_id: int
    log_head: str
    signature_id: int
    pledge_id: int
    unit_id: int
    person_id: int | None
    full_name: str
    position_title: str
    sign_mode: SignMode
    text_hash: str
    channel: str
    signed_at: datetime
    cycle_id: int
    year: int
    version: int
    frozen_at: datetime
    state: PledgeState
    addendum_of: int | None
    parties: Sequence[int] = ()
    authorisation_id: int | None = None
    pages: Sequence[int] | None = None
    """The ids of the scan's files; None for a signature in the chat."""

    @property
    def file_ids(self) -> tuple[int, ...]:
        """Return the files that the signature rests on."""
        first = () if self.authorisation_id is None else (self.authorisation_id,)
        return (*first, *(self.pages or ()))


def _certificates() -> Select[tuple[object, ...]]:
    table, signature, pledge = tables.certificate, tables.signature, tables.pledge
    paper = tables.paper_signature
    return (
        select(
            table,
            *(column for column in signature.c if column.name in SIGNED),
            pledge.c.cycle_id,
            tables.cycle.c.year,
            pledge.c.version,
            pledge.c.frozen_at,
            pledge.c.state,
            pledge.c.unit_id.label("addendum_of"),
            pledge.c.parties,
            paper.c.pages,
        )
        .join(signature, signature.c.id == table.c.signature_id)
        .outerjoin(paper, paper.c.id == signature.c.paper_id)
        .join(pledge, pledge.c.id == signature.c.pledge_id)
        .join(tables.cycle, tables.cycle.c.id == pledge.c.cycle_id)
        .order_by(table.c.id)
    )


SIGNED = (
    "pledge_id",
    "unit_id",
    "person_id",
    "full_name",
    "position_title",
    "sign_mode",
    "authorisation_id",
    "text_hash",
    "channel",
    "signed_at",
)


class Certificates(Shelf):
    """Certificates by code, by signature and by the bytes of the paper."""

    async def add(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.certificate), values)

    async def get(self, certificate_id: int) -> Certificate | None:
        wanted = tables.certificate.c.id == certificate_id
        return await self._one(Certificate, _certificates().where(wanted))

    async def by_code(self, code: str) -> Certificate | None:
        wanted = tables.certificate.c.code == code
        return await self._one(Certificate, _certificates().where(wanted))

    async def of_person(self, pledge_id: int, person_id: int) -> list[Certificate]:
        """Return what a person may fetch: who acts for several units has several."""
        signature = tables.signature
        return await self._all(
            Certificate,
            _certificates().where(
                signature.c.pledge_id == pledge_id, signature.c.person_id == person_id
            ),
        )

    async def version_in_force(self, cycle_id: int, addendum_of: int | None) -> int | None:
        """Return the version to be signed now; the text itself is left alone."""
        pledge = tables.pledge
        version: int | None = await self._scalar(
            select(pledge.c.version).where(
                pledge.c.cycle_id == cycle_id,
                pledge.c.unit_id.is_not_distinct_from(addendum_of),
                pledge.c.state != PledgeState.VOID,
            )
        )
        return version

    async def all(self) -> list[Certificate]:
        return await self._all(Certificate, _certificates())
