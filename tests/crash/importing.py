"""Imports of a bloc's file that are killed half-way while the program runs and people go on."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tests.crash.campaign import Campaign

N_UNITS, PER_UNIT = 12, 2
YEAR = 2031
# Each next kill comes earlier after an import that was through, later after one that was not:
# so most hit it while it writes, however fast the machine is.
EARLIER, LATER, SPREAD = 0.9, 1.08, (0.9, 1.1)
FOUND = """
SELECT u.name, p.full_name, a.position_title, c.theme FROM bloc b JOIN cycle c ON c.bloc_id = b.id
LEFT JOIN membership m ON m.cycle_id = c.id LEFT JOIN unit u ON u.id = m.unit_id
LEFT JOIN role_assignment a ON a.unit_id = u.id AND a.to_at IS NULL LEFT JOIN person p ON p.id = a.person_id
WHERE b.code = ?
"""
DUTIES = """
SELECT count(*) FROM obligation o JOIN cycle c ON c.id = o.cycle_id
JOIN bloc b ON b.id = c.bloc_id WHERE b.code = ?
"""
RECORDED = """
SELECT count(*) FROM history h JOIN cycle c ON c.id = h.cycle_id
JOIN bloc b ON b.id = c.bloc_id WHERE b.code = ? AND h.act LIKE 'bloc.%'
"""
HEAD = """
[bloc]
code = "{code}"
name = "Khối {code} {version}"
superior = "Hội đồng thử"
place = "Sông Lam"
year = {year}
theme = "Chủ đề {version}"
tasks_per_unit = 10
highlights_min = 1
highlights_max = 3
[deadlines]
join = {year}-01-29
key_tasks = {year}-02-26
registration = {year}-02-26
sign = {year}-03-14
"""
UNIT = """
[[unit]]
position = {position}
code = "{code}{position}"
name = "Đơn vị {position} {version}"
standing = "{standing}"
"""
PERSON = """
[[person]]
name = "Người {number} {unit} {version}"
code = "{code}-{number}-{unit}"
unit = "{code}{unit}"
role = "{role}"
title = "Chức vụ {version}"
"""


def form(code: str, version: int) -> str:
    """Return a filled bloc file; every name in it tells its version."""
    parts = [HEAD.format(code=code, version=version, year=YEAR)]
    for position in range(1, N_UNITS + 1):
        standing = {1: "trưởng khối", 2: "phó trưởng khối"}.get(position, "thành viên")
        parts.append(UNIT.format(code=code, position=position, standing=standing, version=version))
    for unit in range(1, N_UNITS + 1):
        for number, role in enumerate(("lãnh đạo", "cán bộ"), start=1):
            facts = {"number": number, "unit": unit, "role": role, "code": code}
            parts.append(PERSON.format(**facts, version=version))
    return "".join(parts)


@dataclass
class Imports:
    """One bloc after another, each brought in and then changed by a second version of its file."""

    campaign: Campaign
    folder: Path
    lasts: float = 0.0
    """Seconds after which an import is through, as far as is known."""
    done: tuple[int, int] = (0, 0)
    """The number of the newest bloc, and its version that is in; 0 for neither."""
    n_whole: int = 0

    async def wage(self, n_kills: int) -> None:
        """Kill imports so often; each leaves all of its file or nothing. At last one is let be."""
        await self._measure()
        for _ in range(n_kills):
            await self._kill_one()
        bloc, version = self._next()
        assert await self._let_be(bloc, version) == 0
        assert self._version_in(bloc) == version
        # Repeated, it changes nothing and leaves no trace.
        before = self.campaign.rows(RECORDED, _code(bloc))
        assert await self._let_be(bloc, version) == 0
        assert self.campaign.rows(RECORDED, _code(bloc)) == before

    async def _measure(self) -> None:
        start = monotonic()
        assert await self._let_be(1, 1) == 0
        self.lasts, self.done = monotonic() - start, (1, 1)
        assert self._version_in(1) == 1

    async def _kill_one(self) -> None:
        bloc, version = self._next()
        delay = self.lasts * self.campaign.rng.uniform(*SPREAD)
        process = await self.campaign.program.says("bloc", "import", str(self._file(bloc, version)))
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), delay)
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        through = self._version_in(bloc) == version
        self.campaign.kills.append(f"import+{delay * 1000:.0f}ms{'!' * through}")
        self.lasts *= EARLIER if through else LATER
        if through:
            self.done = (bloc, version)
            self.n_whole += 1

    def _next(self) -> tuple[int, int]:
        bloc, version = self.done
        return (bloc, 2) if version == 1 else (bloc + 1, 1)

    async def _let_be(self, bloc: int, version: int) -> int:
        file = self._file(bloc, version)
        return await (await self.campaign.program.says("bloc", "import", str(file))).wait()

    def _file(self, bloc: int, version: int) -> Path:
        file = self.folder / f"{_code(bloc)}.toml"
        file.write_text(form(_code(bloc), version), encoding="utf-8")
        return file

    def _version_in(self, bloc: int) -> int:
        """Return the version that is in, 0 for none; all of it must be, and nothing of another."""
        rows = self.campaign.rows(FOUND, _code(bloc))
        if not rows:
            return 0
        versions = {str(value).rpartition(" ")[2] for row in rows for value in row}
        assert len(rows) == N_UNITS * PER_UNIT, rows
        assert len(versions) == 1, rows
        ((n_duties,),) = self.campaign.rows(DUTIES, _code(bloc))
        assert n_duties >= N_UNITS * PER_UNIT, n_duties
        version = int(versions.pop())
        assert self.campaign.rows(RECORDED, _code(bloc)) == [(version,)]
        return version


def _code(bloc: int) -> str:
    return f"KN{bloc}X"
