import os, pytest
from library.database import execute

worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
os.environ["DATABASE_URL"] = os.environ[f"PGLANES_URL_{int(worker[2:]) + 1}"]
reset = pytest.fixture(autouse=True)(lambda: execute("SELECT pglanes.reset()"))
