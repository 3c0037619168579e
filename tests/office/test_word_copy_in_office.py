"""The Word file of the pledge's draft after another program than Word saved it."""

import subprocess
from pathlib import Path

from messages.documents.pledge_copy import read_copy, write_copy
from messages.pledge import sections_of
from tests.messages.facts import NOW
from tests.messages.signings import doubtful
from tests.support.libre_office import LIMIT, SOFFICE, need_office


def test_the_parts_outlive_what_no_content_control_does(tmp_path: Path) -> None:
    """Through its own format LibreOffice drops the guards of the lines, and keeps the lines."""
    need_office()
    draft = doubtful()
    content = write_copy(sections_of(draft), 2027, draft.bloc.name, NOW)
    (tmp_path / "a.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for source, kind in (("a.docx", "odt"), ("a.odt", "docx")):
        how = ("--headless", profile, "--convert-to", kind, "--outdir", str(tmp_path))
        command = [str(SOFFICE), *how, str(tmp_path / source)]
        subprocess.run(command, check=True, capture_output=True, timeout=LIMIT)

    assert read_copy((tmp_path / "a.docx").read_bytes(), "a.docx") == read_copy(content, "a.docx")
