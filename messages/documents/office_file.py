"""What an Office file of unknown origin is, before anything of it is unpacked.

The sizes that the archive states are added up first; what is read of a part never exceeds the
size stated for it.
"""

from zipfile import ZipFile

MB = 1024 * 1024
FILE_MAX_MB = 5
LOADED_MAX_MB = 5
PARTS_MAX = 1000

ZIP_MAGIC = b"PK"
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
LOCKED_MARK = "EncryptedPackage".encode("utf-16-le")
# What the stream of the table, or of the text, is called in a container of Office before 2007.
EXCEL_MARKS, WORD_MARKS = ("Workbook", "Book"), ("WordDocument",)
OTHER_MARKS = ("PowerPoint Document",)


def holds_stream(content: bytes, names: tuple[str, ...]) -> bool:
    """Tell whether an old container has a stream of one of these names."""
    return any(name.encode("utf-16-le") in content for name in names)


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
