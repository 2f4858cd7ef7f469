def pytest_addoption(parser):
    parser.addoption("--suite", help="the Debian to test, as in trixie; its package is there already (default: this machine's)")
