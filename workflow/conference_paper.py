"""The papers of a conference: files with a name and an order, read by everybody it calls."""

from pathlib import PurePath

from storage.conferences import ConferencePaper
from storage.unit_of_work import UnitOfWork
from workflow.conference import View, moved, open_one, refuse_beyond, to_change, touched
from workflow.conference_field import line_of
from workflow.errors import NoSuchThing
from workflow.file import Sent, keep_paper
from workflow.permission import Actor
from workflow.words import clean, is_wordless

NAME_LIMIT = 200
PAPERS_LIMIT = 20


async def add(
    uow: UnitOfWork, actor: Actor, conference_id: int, sent: Sent | None, caption: str
) -> View:
    """Keep a sent file as the last paper, named by its caption or its own name."""
    view = await to_change(uow, actor, conference_id)
    refuse_beyond(PAPERS_LIMIT, len(view.papers))
    file_id = await keep_paper(uow, sent, caption=caption)
    assert sent is not None
    named = caption if not is_wordless(caption) else PurePath(sent.name).stem
    name = clean(named)[:NAME_LIMIT]
    number = max((paper.number for paper in view.papers), default=0) + 1
    await uow.conferences.add_paper(conference_id, number, name, file_id)
    return await touched(uow, actor, view, {"field": "papers", "before": "", "after": name})


async def open_paper(uow: UnitOfWork, actor: Actor, paper_id: int) -> tuple[View, ConferencePaper]:
    """Return a paper to somebody who may read the conference."""
    paper = await uow.conferences.paper(paper_id)
    if paper is None:
        raise NoSuchThing
    return await open_one(uow, actor, paper.conference_id), paper


async def to_edit(
    uow: UnitOfWork, actor: Actor, paper_id: int, revision: int | None = None
) -> tuple[View, ConferencePaper]:
    """Return a paper that may still be changed."""
    _, paper = await open_paper(uow, actor, paper_id)
    return await to_change(uow, actor, paper.conference_id, revision), paper


async def rename(uow: UnitOfWork, actor: Actor, paper_id: int, text: str) -> View:
    view, paper = await to_edit(uow, actor, paper_id)
    name = line_of(text, NAME_LIMIT)
    await uow.conferences.change_paper(paper_id, {"name": name})
    return await touched(uow, actor, view, {"field": "papers", "before": paper.name, "after": name})


async def move(uow: UnitOfWork, actor: Actor, paper_id: int, step: int, revision: int) -> View:
    """Move the paper one place up (-1) or down (1); at either end nothing changes."""
    view, paper = await to_edit(uow, actor, paper_id, revision)
    before = [one.id for one in view.papers]
    order, at = moved(before, paper_id, step), before.index(paper_id)
    if order is None:
        return view
    await uow.conferences.put_papers_in_order(order)
    facts = {"field": "papers", "before": f"{at + 1}. {paper.name}"}
    return await touched(uow, actor, view, {**facts, "after": f"{at + 1 + step}. {paper.name}"})


async def remove(uow: UnitOfWork, actor: Actor, paper_id: int, revision: int) -> View:
    """Take the paper off the conference; those below it move up."""
    view, paper = await to_edit(uow, actor, paper_id, revision)
    await uow.conferences.remove_paper(paper_id)
    await uow.conferences.put_papers_in_order([p.id for p in view.papers if p.id != paper_id])
    return await touched(uow, actor, view, {"field": "papers", "before": paper.name, "after": ""})
