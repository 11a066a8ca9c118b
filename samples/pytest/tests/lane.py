import os, pytest
from library.database import execute

worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) + 1
os.environ["DATABASE_URL"] = os.environ[f"PGLANES_URL_{worker}"]
reset = pytest.fixture(autouse=True)(lambda: execute("SELECT pglanes.reset()"))


def pytest_configure(config):
    workers = getattr(config.option, "numprocesses", None) or 1
    if workers > int(os.environ["PGLANES_LANES"]):
        raise pytest.UsageError(f"Worker {workers} has no lane: give pglanes run more --lanes, or pytest a smaller -n.")
