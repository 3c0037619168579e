from tests.support.world import World
from tests.support.prepared import frozen, fill, all_accepted


async def test_a(world: World) -> None:
    await world.officer.opens("/nhiemvu")
    print(await world.officer.shown(), await world.officer.entries())


async def test_b(world: World) -> None:
    await frozen(world)
    await world.leader.opens("/giaouoc")
    print(await world.leader.shown())
