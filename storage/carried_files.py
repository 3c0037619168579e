"""What a channel calls a file that it has taken once, so that it need not be sent again."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from storage import tables
from storage.shelf import Shelf


@dataclass(frozen=True)
class Known:
    """A file on a channel; `reference` is None when the channel will never take it."""

    file_id: int
    reference: str | None


class CarriedFiles(Shelf):
    """References by file and channel."""

    async def known(self, file_id: int, channel: str) -> Known | None:
        table = tables.carried_file
        return await self._one(
            Known,
            select(table.c.file_id, table.c.reference).where(
                table.c.file_id == file_id, table.c.channel == channel
            ),
        )

    async def keep(self, file_id: int, channel: str, reference: str | None) -> None:
        """Keep the newest reference, or None: that the file is refused."""
        await self._run(
            insert(tables.carried_file)
            .values(file_id=file_id, channel=channel, reference=reference)
            .on_conflict_do_update(
                index_elements=["file_id", "channel"], set_={"reference": reference}
            )
        )
