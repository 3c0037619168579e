"""Sizes at which a noun is missing (a limit is a question, not a reason to cut)."""

from tests.house.sources import ROOT, VIETNAMESE, sources, under

FUNCTION = 30
HANDLER = 20
FILE = 300
TEST_FILE = 400
TEMPLATE = 30
LONGER = (
    "storage/tables.py",  # the schema is one list
    "storage/migrations/",  # each is a copy of the schema of its day
    "messages/actions.py",  # one line for each button
)


def test_functions_are_short() -> None:
    long = [
        f"{source.name}:{function.lineno} {function.name} has {n} lines"
        for source in sources()
        if not source.name.startswith(LONGER)
        for function in source.functions()
        for n in [(function.end_lineno or 0) - function.lineno + 1]
        if n > (HANDLER if source.name.startswith("handlers/") else FUNCTION)
    ]

    assert long == [], "\n".join(long)


def test_files_are_short() -> None:
    long = [
        f"{source.name} has {n} lines"
        for source in sources()
        if not source.name.startswith(LONGER)
        for n in [len(source.text.splitlines())]
        if n > (TEST_FILE if source.name.startswith("tests/") else FILE)
    ]

    assert long == [], "\n".join(long)


def test_templates_are_short() -> None:
    long = [
        path.name
        for path in VIETNAMESE.rglob("*.html.j2")
        if path.parent.name != "documents" and len(path.read_text("utf-8").splitlines()) > TEMPLATE
    ]

    assert long == [], "\n".join(long)


def test_the_sizes_measure_something() -> None:
    assert len(under("handlers/")) > 5
    assert (ROOT / "handlers" / "router.py").exists()
