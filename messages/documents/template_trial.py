"""Tries an office's own template in a process of its own, so that nothing in it stops the program.

A template may hold a loop without end, or one that eats all memory; the process has little of
either and is given up after a while.
"""

import json
import os
import resource
import subprocess
import sys
from functools import lru_cache

from messages.documents.bloc_words import book
from messages.documents.paper_form import form_of
from messages.documents.template_check import problems

SECONDS = 20
MEMORY = 1024 * 1024 * 1024


@lru_cache(maxsize=32)
def tried(name: str, content: bytes, seconds: int = SECONDS) -> tuple[str, ...]:
    """Return what keeps the template of a paper from being used; the same bytes are tried once."""
    command = [sys.executable, "-m", __name__, name, str(seconds)]
    # The child finds the program where this process found it.
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter, and a paper's name)
            command,
            input=content,
            capture_output=True,
            env=surroundings,
            timeout=2 * seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return (_too_long(),)
    return (_too_long(),) if done.returncode else tuple(json.loads(done.stdout))


def _too_long() -> str:
    return str(book("papers_check")["too_long"])


def _try() -> None:
    name, seconds = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    found = problems(form_of(name), sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    _try()
