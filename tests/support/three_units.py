"""A smaller bloc to rehearse with: chair unit, deputy unit and one ordinary unit."""

from pathlib import Path

from tests.support.sample_bloc import filled, sample


def three_units(folder: Path) -> Path:
    """Write the invented bloc without its last five units."""
    bloc = sample()
    bloc["unit"] = bloc["unit"][:3]
    kept = {unit["code"] for unit in bloc["unit"]}
    bloc["person"] = [person for person in bloc["person"] if person.get("unit", "") in {"", *kept}]
    file = folder / "bloc.xlsx"
    filled(bloc).save(file)
    return file
