"""Plays the story: python -m tests.story [--aup PATH]."""

import argparse
import signal
import sys
import time
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path
from types import FrameType

from portal import embedded
from portal.embedded.places import CHECKOUT
from portal.running.restarting import ProcessEndedError
from tests.story import (
    s01_people,
    s02_vendor,
    s03_customers,
    s04_posting,
    s05_acknowledging,
    s06_second_version,
    s07_determination,
    s08_suspension,
    s09_credits,
    s10_appeal,
    s11_ledger,
    s12_answers,
    s13_evidence,
    s14_enforcement,
)
from tests.story.chosen import Chosen, choose
from tests.story.promises import Abandoned, BrokenPromise, Unplayable, narrator
from tests.story.stage import prepared, stage
from tests.story.world import World

EXAMPLE = CHECKOUT / "portal" / "example" / "aup-v1.md"
OUTCOMES = ("upheld", "overturned")
BEFORE_THE_APPEAL = (
    s01_people,
    s02_vendor,
    s03_customers,
    s04_posting,
    s05_acknowledging,
    s06_second_version,
    s07_determination,
    s08_suspension,
    s09_credits,
)


def main() -> int:
    """0 when every promise was kept, 1 at the first broken one, 2 when the policy cannot be played."""
    parser = argparse.ArgumentParser(prog="python -m tests.story", description=__doc__)
    parser.add_argument("--aup", type=Path, default=EXAMPLE, help="a text or Markdown policy to play with")
    parser.add_argument("--outcome", choices=OUTCOMES, action="append", help="only this outcome of the appeal")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, stop)
    try:
        return play(chosen.aup.resolve(), chosen.outcome or list(OUTCOMES))
    except Unplayable as lack:
        sys.stderr.write(f"{lack}\n")
        return 2
    except BrokenPromise as broken:
        sys.stderr.write(f"\nBroken promise: {broken}\n")
        return 1
    except (ProcessEndedError, TimeoutError, embedded.DatabaseSetupError) as trouble:
        sys.stderr.write(f"\nThe story cannot be played: {trouble}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nThe story was stopped; its servers are too.\n")
        return 130


def play(policy: Path, outcomes: list[str]) -> int:
    """Every outcome at the same time, each from an empty database on servers of its own."""
    started = time.monotonic()
    narrator.say(f"The story, with {policy}")
    picked = choose(policy)
    with prepared() as empty, ThreadPoolExecutor(len(outcomes)) as players:
        playing = [players.submit(play_one, empty, policy, picked, outcome) for outcome in outcomes]
        try:
            wait(playing, return_when=FIRST_EXCEPTION)
        finally:
            if any(one.done() and one.exception() for one in playing) or not all(one.done() for one in playing):
                narrator.over.set()
        for one in playing:
            if not isinstance(one.exception(), Abandoned):
                one.result()
    narrator.say(f"All {narrator.kept} promises were kept, in {time.monotonic() - started:.0f} s.")
    return 0


def play_one(empty: embedded.Endpoint, policy: Path, picked: Chosen, outcome: str) -> None:
    """One outcome, on a stage of its own."""
    narrator.begin(outcome)
    with stage(empty, outcome) as running:
        play_once(World(running, policy, picked), outcome)


def play_once(world: World, outcome: str) -> None:
    """The steps in turn."""
    for step in BEFORE_THE_APPEAL:
        step.play(world)
    s10_appeal.play(world, outcome)
    s11_ledger.play(world)
    s12_answers.play(world)
    s13_evidence.play(world)
    s14_enforcement.play(world)


def stop(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM ends the story as Ctrl-C does, servers included."""
    sys.exit(143)


if __name__ == "__main__":
    sys.exit(main())
