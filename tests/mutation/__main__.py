"""python -m tests.mutation: does a test notice each small wrong in the rules of the trade?

Every wrong in a rule that carries an R-number is tried, the rest as far as the time goes. The process imports the
tests of the trade once and forks for each wrong, so that one costs a few thousandths of a second and nothing is left
of it. A function is exchanged where it stands; a wrong in a table or a default makes the fork import all anew.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.abc
import importlib.util
import io
import os
import random
import resource
import signal
import sys
import time
import types
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.mutation.mutants import DOMAIN, Mutant, Source

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).parent / "equivalent.tsv"
PACKAGE = "dispatch_console.domain"
ALSO = {"events": ("jobs",), "grams": ("names",), "durations": ("clocks",), "prices": ("faults",), "moment": ("calendars", "spoken")}
"""Whose tests show a module that has none of its own name."""
KILLED, SURVIVED = 1, 0
QUIET = ("--noconftest", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:pytest-qt", "-p", "no:logging", "-q")


class Test:
    """A test of the trade: how it is called, how long it takes, which lines of the trade it runs through."""

    def __init__(self, item: pytest.Function) -> None:
        self.module = item.path.stem.removeprefix("test_")
        given = item.callspec.params if hasattr(item, "callspec") else {}
        self.run: Callable[[], object] = lambda: item.obj(**given)
        self.seconds = 0.0
        self.lines: frozenset[tuple[str, int]] = frozenset()
        asked = set(item.fixturenames) - set(given)
        if asked:
            raise SystemExit(f"{item.nodeid} asks for {asked}: a test of the trade needs no desk")

    def measure(self) -> None:
        """Run it once and see where it goes."""
        seen: set[tuple[str, int]] = set()
        names = {str(p): p.stem for p in DOMAIN.glob("*.py")}

        def inside(frame: types.FrameType, event: str, _arg: object) -> Callable | None:
            seen.add((names[frame.f_code.co_filename], frame.f_lineno))
            return inside

        def enter(frame: types.FrameType, event: str, _arg: object) -> Callable | None:
            return inside(frame, event, _arg) if frame.f_code.co_filename in names else None

        sys.settrace(enter)
        try:
            self.run()
        finally:
            sys.settrace(None)
        start = time.process_time()
        self.run()
        self.seconds = time.process_time() - start
        self.lines = frozenset(seen)


def collected(modules: Iterable[str]) -> list[Test]:
    """The tests of these modules, imported once."""
    found: list[Test] = []

    class Keep:
        def pytest_collection_finish(self, session: pytest.Session) -> None:
            found.extend(Test(item) for item in session.items if isinstance(item, pytest.Function))

    with contextlib.redirect_stdout(io.StringIO()):
        code = pytest.main([*QUIET, "--collect-only", *files_of(modules)], plugins=[Keep()])
    if code != 0:
        raise SystemExit(f"the tests of the trade cannot be collected ({code})")
    return found


def files_of(modules: Iterable[str]) -> list[str]:
    """The files of tests that show these modules."""
    return [str(p) for m in sorted(set(modules)) if (p := ROOT / "tests" / "domain" / f"test_{m}.py").exists()]


def shown_by(module: str) -> tuple[str, ...]:
    """The modules whose tests are asked about a module."""
    return (module, *ALSO.get(module, ()))


# ---- in the fork ----


def exchange(mutant: Mutant, source: Source) -> None:
    """Put the wrong into the function where it stands; whoever imported it has it too."""
    code = source.compiled(mutant)
    for part in mutant.where.split("."):
        code = next(c for c in code.co_consts if isinstance(c, types.CodeType) and c.co_name == part)  # type: ignore[attr-defined]
    found: object = sys.modules[f"{PACKAGE}.{mutant.module}"]
    for part in mutant.where.split("."):
        found = vars(found)[part]
    found = found.fget if isinstance(found, property) else found
    found = getattr(found, "__wrapped__", found)
    found.__code__ = code  # type: ignore[attr-defined]


class Wrong(importlib.abc.Loader, importlib.abc.MetaPathFinder):
    """Gives the module with the wrong in it to whoever imports it."""

    def __init__(self, mutant: Mutant, source: Source) -> None:
        self.name, self.code = f"{PACKAGE}.{mutant.module}", source.compiled(mutant)

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> object:
        return importlib.util.spec_from_loader(name, self) if name == self.name else None

    def exec_module(self, module: types.ModuleType) -> None:
        exec(self.code, vars(module))


def import_anew(mutant: Mutant, source: Source) -> int:
    """Import the program and the tests again with the wrong in it, and run them."""
    for name in [n for n in sys.modules if n.startswith(("dispatch_console", "tests.domain"))]:
        del sys.modules[name]
    sys.meta_path.insert(0, Wrong(mutant, source))
    return SURVIVED if pytest.main([*QUIET, "-x", *files_of(shown_by(mutant.module))]) == 0 else KILLED


def try_it(mutant: Mutant, source: Source, tests: Sequence[Test], seconds: float, anew: float) -> None:
    """The whole life of a fork: the wrong, the tests, and out with the verdict."""
    verdict = KILLED
    try:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)  # its own work alone: a busy computer kills no mutant
        signal.alarm(120)
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1), os.dup2(nothing, 2)
        if mutant.code:
            exchange(mutant, source)
            for test in tests:
                test.run()
        signal.setitimer(signal.ITIMER_PROF, anew)
        verdict = import_anew(mutant, source)  # what a test module made while it was imported changes only so
    except BaseException:
        verdict = KILLED
    os._exit(verdict)


# ---- in the run ----


class Run:
    """All wrongs, tried with some forks at once."""

    def __init__(self, sources: Sequence[Source], tests: Sequence[Test], slots: int) -> None:
        self.sources = {s.module: s for s in sources}
        self.slots = slots
        self.by_module: dict[str, list[Test]] = defaultdict(list)
        for test in sorted(tests, key=lambda t: t.seconds):
            self.by_module[test.module].append(test)
        self.verdicts: dict[Mutant, str] = {}
        self.spent: dict[Mutant, float] = {}

    def through(self, mutant: Mutant, every: Sequence[Test]) -> list[Test]:
        """The tests that go through the lines with the wrong in them, the fastest first."""
        lines = {(mutant.module, line) for line in range(mutant.line, mutant.until + 1)}
        return [t for t in every if t.lines & lines]

    def go(self, mutants: Sequence[Mutant], until: float = float("inf")) -> None:
        """Try them in order, two at once, as long as the time goes."""
        running: dict[int, tuple[Mutant, float]] = {}
        waiting = list(reversed(mutants))
        while waiting or running:
            while waiting and len(running) < self.slots and time.monotonic() < until:
                mutant = waiting.pop()
                every = [t for m in shown_by(mutant.module) for t in self.by_module[m]]
                if not every:
                    self.verdicts[mutant] = "survived"
                    continue
                tests = self.through(mutant, every)
                limit = 1.0 + 10 * sum(t.seconds for t in tests)
                child = os.fork()
                if child == 0:
                    try_it(mutant, self.sources[mutant.module], tests, limit, 5 + 10 * sum(t.seconds for t in every))
                running[child] = (mutant, time.monotonic())
            if not running:
                return
            child, status = os.wait()
            mutant, since = running.pop(child)
            self.spent[mutant] = time.monotonic() - since
            hung = os.WIFSIGNALED(status)
            self.verdicts[mutant] = "hung" if hung else "survived" if os.WEXITSTATUS(status) == SURVIVED else "killed"

    def survivors(self) -> list[Mutant]:
        """Those that no test noticed."""
        return [m for m, v in self.verdicts.items() if v == "survived"]


def listed() -> dict[str, str]:
    """The wrongs that are none, each with its reason."""
    rows = [line.split("\t") for line in LIST.read_text(encoding="utf-8").splitlines()[1:] if line.strip()]
    return dict(rows)


def main() -> int:
    """Try the wrongs, tell the figures; 1 when one in a numbered rule went unnoticed or the list is stale."""
    ask = argparse.ArgumentParser(prog="python -m tests.mutation")
    ask.add_argument("modules", nargs="*", help="modules of domain/; all when none is named")
    ask.add_argument("--seconds", type=float, default=420, help="how long wrongs outside numbered rules are tried")
    ask.add_argument("--turn", type=int, default=int(os.environ.get("GITHUB_RUN_NUMBER", "0")), help="which sample of them")
    ask.add_argument("--slots", type=int, default=2)
    ask.add_argument("--slow", action="store_true", help="tell the slowest")
    given = ask.parse_args()
    start = time.monotonic()
    settings.register_profile("mutation", derandomize=True, database=None, deadline=None, phases=(Phase.explicit, Phase.generate))
    settings.load_profile("mutation")
    sources = [Source(p.stem) for p in sorted(DOMAIN.glob("*.py")) if not given.modules or p.stem in given.modules]
    tests = collected(m for s in sources for m in shown_by(s.module))
    for test in tests:
        test.measure()
    print(f"{len(tests)} tests of the trade measured in {time.monotonic() - start:.0f} s", flush=True)
    run = Run(sources, tests, given.slots)
    every = [(m, s.is_rule(m)) for s in sources for m in s.changes]
    rest = [m for m, rule in every if not rule]
    random.Random(given.turn).shuffle(rest)
    run.go([m for m, rule in every if rule])
    run.go(rest, start + given.seconds)
    return told(run, {m for m, rule in every if rule}, len(rest), time.monotonic() - start, given)


def told(run: Run, rules: set[Mutant], rest: int, seconds: float, given: argparse.Namespace) -> int:
    """The figures, the survivors, and whether that is good."""
    known = listed()
    survivors = run.survivors()
    bad = sorted(m.name for m in survivors if m in rules and m.name not in known)
    others = sorted(m.name for m in survivors if m not in rules and m.name not in known)
    tried = {m.name for m in run.verdicts}
    existing = {m.name for s in run.sources.values() for m in s.changes}
    stale = [n for n in known if n.split(".")[0] in run.sources and (n not in existing or (n in tried and n not in {m.name for m in survivors}))]
    for title, names in (("in a numbered rule, noticed by no test", bad), ("elsewhere, noticed by no test", others), ("listed as no wrong, but gone or noticed", stale)):
        for name in names:
            print(f"{title}: {name}")
    if given.slow:
        for mutant, spent in sorted(run.spent.items(), key=lambda i: -i[1])[:20]:
            print(f"{spent:6.2f} s {run.verdicts[mutant]:9} {mutant.name}")
    count = {v: sum(w == v for w in run.verdicts.values()) for v in ("killed", "hung", "survived")}
    print(
        f"mutation: {len(run.verdicts)} of {len(rules) + rest} wrongs tried in {seconds:.0f} s: {count['killed']} noticed, "
        f"{count['hung']} stopped at their time, {len(survivors)} not noticed ({len(survivors) - len(bad) - len(others)} listed as no wrong); "
        f"in numbered rules {len(rules)} tried, {len(bad)} not noticed; elsewhere {len(run.verdicts) - len(rules)} of {rest} tried, {len(others)} not noticed"
    )
    return 1 if bad or stale else 0


if __name__ == "__main__":
    sys.exit(main())
