"""The lock of a child: first come, first served."""

import threading
import time

from clerkdesk.process.turns import Turns


def test_who_takes_it_again_and_again_keeps_nobody_out() -> None:
    turns, over, served = Turns(), threading.Event(), []

    def greedy() -> None:
        while not over.is_set():
            with turns:
                time.sleep(0.002)

    def patient() -> None:
        for number in range(5):
            with turns:
                served.append(number)
        over.set()

    threads = [threading.Thread(target=greedy) for _one in range(2)]
    threads.append(threading.Thread(target=patient))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert served == list(range(5))


def test_only_one_is_in_at_a_time() -> None:
    turns, inside, most = Turns(), [0], [0]

    def work() -> None:
        for _time in range(50):
            with turns:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _one in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (inside, most) == ([0], [1])


def test_who_gives_up_waiting_is_not_handed_the_turn() -> None:
    turns = Turns()
    turns.acquire()
    assert not turns.acquire(timeout=0.01)
    turns.release()
    assert turns.acquire(timeout=0.01)
    turns.release()
