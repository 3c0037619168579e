"""An office's own Word templates: used when they are right, named with their fault when not."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner

from bot.cli_papers import app
from messages.documents.letter_paper import notice_paper
from messages.documents.paper_form import form_of, forms
from messages.documents.template_check import TemplateUnfit, problems
from messages.documents.template_trial import tried
from messages.documents.word_paper import use_folder
from messages.documents.word_template import draw, template
from tests.documents.paper_facts import LETTER, NOTICE
from tests.messages.facts import NOW

OWN = "body | CƠ QUAN CHÚNG TÔI\nbody | {{ title }}\n{%p for x in body %}\nbody | {{ x }}\n{%p endfor %}"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    use_folder(tmp_path)
    yield tmp_path
    use_folder(None)


def text_of(content: bytes) -> str:
    return "\n".join(line.text for line in Document(BytesIO(content)).paragraphs)


def test_a_file_of_the_same_name_replaces_the_template_at_once(folder: Path) -> None:
    own = folder / form_of("notice").file_name
    own.write_bytes(draw(OWN))

    assert text_of(notice_paper(LETTER, NOW)).splitlines()[:2] == [
        "CƠ QUAN CHÚNG TÔI",
        NOTICE.subject,
    ]

    own.write_bytes(draw(OWN.replace("title", "titel")))
    with pytest.raises(TemplateUnfit) as refused:
        notice_paper(LETTER, NOW)
    assert "thong-bao.docx: dùng trường không có: titel" in str(refused.value)

    own.unlink()
    assert "CƠ QUAN" not in text_of(notice_paper(LETTER, NOW))


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_the_templates_that_come_along_are_fit(form: object) -> None:
    name = getattr(form, "name", "")

    assert problems(form_of(name), template(name)) == ()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("body | {{ title }} {{ body }} {{ tite }}", "trường không có: tite."),
        ("body | {{ title }}", "thiếu trường bắt buộc: body."),
        (
            "{%p if title and body %}\nbody | Không có gì\n{%p endif %}",
            "không thấy nội dung bắt buộc",
        ),
        ("{%p for x in body %}\nbody | {{ x }} {{ title }}", "không khép"),
        ("{%p for x in body %}\nbody | {{ x.no }}{{ title }}\n{%p endfor %}", "không có: no."),
        ("body | {{ title.__class__.__mro__ }} {{ body }}", "không điền được"),
        ("body | {{ body.append(title) }}", "không điền được"),
        ("body | {{ ''.__class__.__base__.__subclasses__() }}{{ title }}{{ body }}", "không điền"),
        ("body | {{ title + 3 }} {{ body }}", "không điền được"),
        ("body | {{ title }}{{ body }}{% for i in range(10000000) %}{% endfor %}", "không điền"),
        ("body | {% raw %}{{ title }}{% endraw %}{{ title }}{{ body }}", "còn chỗ chưa điền"),
    ],
)
def test_a_template_that_would_go_wrong_is_refused(source: str, said: str) -> None:
    (sentence,) = problems(form_of("notice"), draw(source))

    assert said in sentence


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04broken"])
def test_a_file_that_is_no_word_paper_is_refused(content: bytes) -> None:
    assert problems(form_of("notice"), content)[0].startswith("không phải tệp Word")


@pytest.mark.parametrize(
    "loop",
    [
        "{%p for a in range(99999) %}\n{%p for b in range(99999) %}\n{%p endfor %}\n{%p endfor %}",
        "body | {{ 'x' * 4000000000 }}",
    ],
)
def test_a_template_without_end_is_given_up(loop: str) -> None:
    (sentence,) = tried("notice", draw(f"{loop}\n{OWN}"), seconds=2)

    assert "quá lâu hoặc tốn quá nhiều bộ nhớ" in sentence


def test_the_command_line_writes_them_out_and_checks_them(tmp_path: Path) -> None:
    folder = tmp_path / "mau"
    run = CliRunner()

    assert run.invoke(app, ["templates", str(folder)]).exit_code == 0
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    assert "giay-moi.docx: Giấy mời họp" in readme
    assert "* subject: Tên hội nghị" in readme
    assert len(list(folder.glob("*.docx"))) == len(forms())
    again = run.invoke(app, ["templates", str(folder)])
    assert again.exit_code == 1
    assert "không bị ghi đè" in again.output

    for form in forms()[1:]:
        (folder / form.file_name).unlink()
    assert run.invoke(app, ["check", str(folder)]).exit_code == 0
    (folder / "thongbao.docx").write_bytes(b"")
    (folder / "~$thong-bao.docx").write_bytes(b"")
    wrong = run.invoke(app, ["check", str(folder)])
    assert wrong.exit_code == 1
    assert "thongbao.docx: không phải tên mẫu nào" in wrong.output
    assert run.invoke(app, ["check", str(tmp_path / "none")]).exit_code == 1
