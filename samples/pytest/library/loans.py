"""What a library does with books."""

import psycopg2.errors

from library.database import execute


class NotInHouse(Exception):
    """Somebody else has the book."""


def add_book(isbn, title, shelf="new"):
    return execute("INSERT INTO book (isbn, title, shelf) VALUES (%s, %s, %s) RETURNING id", isbn, title, shelf)[0][0]


def lend(book, reader, due):
    try:
        return execute("INSERT INTO loan (book_id, reader, due) VALUES (%s, %s, %s) RETURNING id", book, reader, due)[0][0]
    except psycopg2.errors.UniqueViolation as error:
        if error.diag.constraint_name == "loan_book_is_out":
            raise NotInHouse(book) from error
        raise


def take_back(loan, day):
    execute("UPDATE loan SET returned = %s WHERE id = %s", day, loan)


def overdue(day):
    rows = execute("SELECT title, reader FROM loan JOIN book ON book.id = book_id WHERE returned IS NULL AND due < %s ORDER BY due, title", day)
    return [f"{title}: {reader}" for title, reader in rows]


def journal():
    return [line for (line,) in execute("SELECT line FROM journal ORDER BY id")]
