"""What a run of tests tells besides passed and failed; for the conftest of each folder."""

import pytest

from child import Child

NOTES = pytest.StashKey[list]()


@pytest.fixture(scope="session")
def note(pytestconfig):
    """Keeps a sentence for the summary of the run; output of passed tests is not shown."""
    return pytestconfig.stash.setdefault(NOTES, []).append


def pytest_terminal_summary(terminalreporter, config):
    notes = config.stash.get(NOTES, [])
    while notes:  # Each folder of tests calls this.
        terminalreporter.write_line(f"note: {notes.pop(0)}")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if report.failed:
        for child in Child.all:
            tail = "".join(child.output().splitlines(True)[-60:])
            state = "running" if child.running else f"ended with {child.exit_code}"
            report.sections.append((f"{child.name} ({state}), end of its log", tail))
