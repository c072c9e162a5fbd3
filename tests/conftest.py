"""What all tests share: where the data folder is, what is on the machine, and no skips where none is allowed."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).resolve().parents[2] / "shared"

settings.register_profile(
    "servanda", max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("servanda")


def spark_is_there() -> bool | str:
    """Spark runs where Java and PySpark are installed (`make spark`)."""
    if not shutil.which("java"):
        return "Java is not installed"
    return bool(importlib.util.find_spec("pyspark")) or "PySpark is not installed (make spark installs it)"


NEEDS = {
    "browser": lambda: bool(shutil.which("chromium")) or "Chromium is not installed",
    "office": lambda: (
        bool(shutil.which("soffice") and shutil.which("pdftoppm")) or "LibreOffice or poppler is missing"
    ),
    "data": lambda: SHARED.exists() or "../shared is not beside the checkout",
    "spark": spark_is_there,
    "postgres": lambda: (
        bool(
            os.environ.get("SERVANDA_TEST_POSTGRES", "")
            or os.environ.get("DATABASE_URL", "").startswith("postgres")
        )
        or "SERVANDA_TEST_POSTGRES names no PostgreSQL server"
    ),
}


def pytest_configure(config: pytest.Config) -> None:
    for name in NEEDS:
        config.addinivalue_line("markers", f"{name}: see tests/conftest.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test in the browser that fails is tried once more (the report shows it as R): keys and frames share two cores."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name, there in NEEDS.items():
        if item.get_closest_marker(name) and (why := there()) is not True:
            pytest.skip(str(why))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where SERVANDA_NO_SKIPS is set, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("SERVANDA_NO_SKIPS") and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = 1
        for report in reporter.stats["skipped"]:
            print(f"\nskipped where nothing may be: {report.nodeid} {report.longrepr}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the checkout."""
    return SHARED
