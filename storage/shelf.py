"""What every shelf shares: run a statement, get records back."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import Executable, Insert

from storage.driver import Statements

Record = TypeVar("Record")


class Shelf:
    """One noun's rows inside one unit of work; returns frozen records, never rows."""

    def __init__(self, connection: Statements) -> None:
        self._connection = connection

    async def _one(self, kind: type[Record], statement: Executable) -> Record | None:
        row = (await self._connection.execute(statement)).first()
        return None if row is None else kind(**row._mapping)  # noqa: SLF001 (public by its docs)

    async def _all(
        self, kind: type[Record], statement: Executable, values: Mapping[str, Any] | None = None
    ) -> list[Record]:
        rows = await self._connection.execute(statement, values)
        return [kind(**row._mapping) for row in rows]  # noqa: SLF001 (public by its docs)

    async def _scalar(self, statement: Executable) -> Any:
        return (await self._connection.execute(statement)).scalar()

    async def _run(self, statement: Executable) -> int:
        """Return how many rows the statement touched."""
        result = await self._connection.execute(statement)
        return int(getattr(result, "rowcount", -1))

    async def _add(self, statement: Insert, values: Mapping[str, Any]) -> int:
        """Insert one row and return its id."""
        result = await self._connection.execute(statement.values(**values))
        key = result.inserted_primary_key
        assert key is not None
        return int(key[0])
