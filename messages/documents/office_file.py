"""What an Office file of unknown origin is, before anything of it is unpacked.

The sizes that the archive states are added up first; what is read of a part never exceeds the
size stated for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath
from typing import Generic, TypeVar
from zipfile import ZipFile

MB = 1024 * 1024
FILE_MAX_MB = 5
LOADED_MAX_MB = 5
PARTS_MAX = 1000

ZIP_MAGIC = b"PK"
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
LOCKED_MARK = "EncryptedPackage".encode("utf-16-le")
# What the stream of the table, text or slides is called in a container of Office before 2007.
STREAMS = ("Workbook", "Book", "WordDocument", "PowerPoint Document")
Reason = TypeVar("Reason", bound=StrEnum)


@dataclass(frozen=True)
class Format(Generic[Reason]):
    """One kind of Office file; `reasons` hold macro, locked, foreign, broken and too_big.

    `streams` are its own in an old container, `is_part` knows what its archive must hold,
    `streamed` parts may be long by themselves.
    """

    reasons: type[Reason]
    old: Reason
    macro_endings: tuple[str, ...]
    streams: tuple[str, ...]
    is_part: Callable[[str], bool]
    unpacked_max_mb: int
    streamed: tuple[str, ...] = ()

    def fault_of(self, content: bytes, name: str) -> Reason | None:
        """Return why the file is no plain one of this kind; None for one that may be opened."""
        if PurePath(name).suffix.lower() in self.macro_endings:
            return self.reasons("macro")
        if content.startswith(OLE_MAGIC):
            return self._in_container(content)
        if not content.startswith(ZIP_MAGIC):
            return self.reasons("foreign")
        is_big = len(content) > FILE_MAX_MB * MB
        return self.reasons("too_big") if is_big else self._in_archive(content)

    def _in_container(self, content: bytes) -> Reason:
        if LOCKED_MARK in content:
            return self.reasons("locked")
        held = [one for one in STREAMS if one.encode("utf-16-le") in content]
        if any(one in self.streams for one in held):
            return self.old
        return self.reasons("foreign" if held else "locked")

    def _in_archive(self, content: bytes) -> Reason | None:
        try:
            with ZipFile(BytesIO(content)) as archive:
                is_big = is_too_big(archive, self.unpacked_max_mb, self.streamed)
                return self.reasons("too_big") if is_big else self._in_parts(archive)
        except Exception:  # noqa: BLE001 (a torn archive raises more than BadZipFile)
            return self.reasons("broken")

    def _in_parts(self, archive: ZipFile) -> Reason | None:
        if is_encrypted(archive):
            return self.reasons("locked")
        if not any(self.is_part(name.lower()) for name in archive.namelist()):
            return self.reasons("foreign")
        return self.reasons("macro") if has_macro(archive) else None


def is_too_big(archive: ZipFile, unpacked_max_mb: int, streamed: tuple[str, ...] = ()) -> bool:
    """Tell whether the archive states too much; what is `streamed` may be long by itself."""
    parts = archive.infolist()
    loaded = [part.file_size for part in parts if not part.filename.startswith(streamed)]
    return (
        len(parts) > PARTS_MAX
        or sum(part.file_size for part in parts) > unpacked_max_mb * MB
        or max(loaded, default=0) > LOADED_MAX_MB * MB
    )


def is_encrypted(archive: ZipFile) -> bool:
    return any(part.flag_bits & 1 for part in archive.infolist())


def has_macro(archive: ZipFile) -> bool:
    names = (part.filename.lower() for part in archive.infolist())
    is_said = b"macroEnabled" in archive.read("[Content_Types].xml")
    return is_said or any("vbaproject" in name for name in names)
