"""After a schedule: the line heals, people do what is asked of them, and everything must be whole."""

from tests.simulator.desk import Desk
from tests.simulator.replica import BOOKS
from tests.simulator.world import Violation, World

ROUNDS = 400


def run_seed(seed: int, *, office_network: bool = False) -> World:
    """One schedule and its end.

    Raises:
        Violation: with the seed.
    """
    world = World(seed, office_network)
    world.run()
    settle(world)
    number_once_more(world)
    check(world)
    return world


def settle(world: World) -> None:
    """Let all desks meet the server until nobody has anything to say."""
    world.requests.clear()
    world.replies.clear()
    world.start()
    world.say_lost()
    live = [desk for desk in world.desks if not desk.destroyed]
    for desk in live:
        desk.asked = None
        desk.mark()
    for _round in range(ROUNDS):
        before = _standing(world)
        for desk in live:
            world.meet_now(desk, 0.5, "den")
            if desk.base.besides_feed():  # offered, then read in the feed
                world.meet_now(desk, 0.2, "den")
                world.meet_now(desk, 0.5, "den")
        world.read_papers()
        if _standing(world) == before and all(_quiet(world, desk) for desk in live):
            return
    raise Violation(f"seed {world.seed}: never comes to rest")


def _quiet(world: World, desk: Desk) -> bool:
    base = desk.base
    return (
        base.acked == base.head
        and base.cursor == (world.server.base.generation, len(world.server.base.feed))
        and base.declared == base.cursor[0]
        and not world.server.base.state.on
    )


def _standing(world: World) -> tuple[object, ...]:
    return (
        len(world.server.base.feed),
        world.server.base.generation,
        world.server.base.state,
        *((d.base.cursor, d.base.acked, d.base.head, d.base.declared) for d in world.desks),
    )


def number_once_more(world: World) -> None:
    """Each book can still be numbered, and goes on after its last number."""
    desk = next(desk for desk in world.desks if not desk.destroyed)
    for name in BOOKS:
        for _try in range(20):
            if desk.next_number(name) is not None:
                break
            _unlock(world, desk, name)
        else:
            raise Violation(f"seed {world.seed}: nobody can number in {name} any more")
        number = desk.next_number(name)
        assert number is not None
        kept = desk.commit_number(name, number, f"end-{name}", world.now(desk))
        desk.mark()
        world.show(name, number, f"end-{name}", kept)
        settle(world)


def _unlock(world: World, desk: Desk, name: str) -> None:
    """What the office does: hand back, take over from the lost, ask, attest."""
    book = world.server.base.replica.books.get(name)
    for other in world.desks:
        if book is not None and book.holder == other.name:
            if other.destroyed:
                world.server.take_over(name, (other.name, book.epoch), world.papers()[name])
            elif other is not desk:
                if not other.may_number(name):
                    world.meet_now(other, 0.1, name)
                if other.next_number(name) is None and other.may_number(name):
                    other.attest(name, world.papers()[name], world.now(other))
                other.release(name, world.now(other))
                world.truth[name] = ""
    settle(world)
    world.meet_now(desk, 0.1, name)
    if desk.may_number(name) and desk.next_number(name) is None:
        desk.attest(name, world.papers()[name], world.now(desk))


def check(world: World) -> None:
    """No shown number lost, none twice, no gap unexplained, all replicas alike."""
    first, *others = [desk for desk in world.desks if not desk.destroyed]
    mine = first.base.replica
    for (name, number), shown in world.paper.items():
        standing = mine.numbers.get((name, number))
        if standing is None and shown.place not in world.gone:
            raise Violation(f"seed {world.seed}: {name} {number} of {shown.uid} is lost")
        if standing is not None and standing[0] != shown.uid:
            raise Violation(
                f"seed {world.seed}: {name} {number} is of {shown.uid}, in the book {standing[0]}"
            )
    for name in BOOKS:
        for number in range(1, mine.books[name].last + 1):
            known = (name, number) in mine.numbers or (name, number) in world.paper
            if not known and (name, number) not in mine.void:
                raise Violation(f"seed {world.seed}: {name} {number} was left out")
    for other in others:
        theirs = other.base.replica
        for what in ("numbers", "values", "void"):
            if getattr(theirs, what) != getattr(mine, what):
                raise Violation(f"seed {world.seed}: {first.name} and {other.name} differ: {what}")
        if _holders(first) != _holders(other):
            raise Violation(f"seed {world.seed}: {first.name} and {other.name} differ: holders")


def _holders(desk: Desk) -> dict[str, tuple[str, object, int]]:
    return {n: (b.holder, b.epoch, b.last) for n, b in desk.base.replica.books.items()}
