import psycopg2.errors
import pytest
from library.database import execute
from library.loans import add_book


def test_a_book_stands_at_the_entrance_at_first():
    book = add_book("1", "Dune")
    assert execute("SELECT room FROM book JOIN shelf ON code = shelf WHERE id = %s", book) == [("Entrance",)]


def test_books_are_numbered_from_one():
    assert [add_book("1", "Dune"), add_book("2", "Emma")] == [1, 2]


def test_a_book_is_there_once():
    add_book("1", "Dune")
    with pytest.raises(psycopg2.errors.UniqueViolation, match="book_isbn_unique"):
        add_book("1", "Dune again")


def test_a_shelf_must_be_known():
    with pytest.raises(psycopg2.errors.ForeignKeyViolation, match="book_shelf_known"):
        add_book("1", "Dune", shelf="roof")


@pytest.mark.parametrize("shelf", ["new", "A", "B"])
def test_each_shelf_takes_books(shelf):
    assert add_book("1", "Dune", shelf) == 1
