import os

import pytest
from library.database import execute


@pytest.mark.skipif("PGLANES_URL_1" not in os.environ, reason="there are no lanes")
def test_a_worker_is_in_the_lane_of_its_number():
    assert execute("SELECT pglanes.lane()") == [(int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) + 1,)]


def test_a_lane_has_the_rows_of_the_template():
    assert execute("SELECT code, room FROM shelf ORDER BY code") == [("A", "Reading room"), ("B", "Cellar"), ("new", "Entrance")]
