import psycopg2
import pytest
from library.database import connection
from library.loans import add_book, journal, lend, take_back


def test_the_journal_tells_what_went_and_came():
    loan = lend(add_book("1", "Dune"), "Ada", "2030-01-31")
    take_back(loan, "2030-01-15")
    assert journal() == ["Dune to Ada", "Dune from Ada"]


def test_the_journal_is_empty_at_first():
    assert journal() == []


def test_what_is_rolled_back_is_not_in_the_journal():
    book = add_book("1", "Dune")
    with pytest.raises(psycopg2.DataError), connection() as db, db.cursor() as cursor:
        cursor.execute("INSERT INTO loan (book_id, reader, due) VALUES (%s, 'Ada', '2030-01-31')", (book,))
        cursor.execute("INSERT INTO loan (book_id, reader, due) VALUES (%s, 'Grace', 'soon')", (book,))
    assert journal() == []
