import pytest
from library.database import execute


@pytest.fixture(autouse=True)
def clean_up():
    execute("TRUNCATE book, loan, journal RESTART IDENTITY")
