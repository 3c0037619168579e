"""Debian's LibreOffice, for how papers come out of another program than Word."""

import os
import subprocess
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

SOFFICE = Path("/usr/bin/soffice")
LIMIT = 120


def need_office() -> None:
    """Skip where LibreOffice is absent; fail instead where it has to be there."""
    if SOFFICE.exists():
        return
    if os.environ.get("GIAOUOC_REQUIRE_OFFICE") == "1":
        pytest.fail(f"LibreOffice is required and is not at {SOFFICE}")
    pytest.skip(f"no LibreOffice at {SOFFICE}")


def converted(folder: Path, papers: Mapping[str, bytes]) -> dict[str, Path]:
    """Return every paper as a PDF, by its name: one start of the program for all of them."""
    need_office()
    for name, content in papers.items():
        (folder / name).write_bytes(content)
    _run(folder, papers)
    return {name: folder / f"{Path(name).stem}.pdf" for name in papers}


def _run(folder: Path, names: Collection[str]) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ("--headless", profile, "--convert-to", "pdf", "--outdir", str(folder))
    files = [str(folder / name) for name in names]
    subprocess.run([str(SOFFICE), *options, *files], check=True, capture_output=True, timeout=LIMIT)
