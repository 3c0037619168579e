"""The README's tree and commands are the real ones."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_folder_of_the_readmes_tree_exists() -> None:
    tree = re.findall(r"^ {0,2}([a-z_]+/) ", README, re.MULTILINE)
    nested = {"channels/": "bot/channels", "rehearsal/": "bot/rehearsal"}

    assert len(tree) == 10
    assert [name for name in tree if not (ROOT / nested.get(name, name)).is_dir()] == []


def test_every_package_stands_in_the_readmes_tree() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert {name for name in packages if f"{name}/" not in README} == set()


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"\bmake ([a-z]+)", README)) - {"with"}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert {name for name in targets if f"\n{name}:" not in makefile} == set()


def test_every_page_the_readme_points_to_exists() -> None:
    pages = re.findall(r"\]\(([^)#:]+)\)", README)

    assert pages != []
    assert [page for page in pages if not (ROOT / page).exists()] == []
