"""The one connection of this program."""

import functools
import os

import psycopg2


@functools.cache
def connection():
    return psycopg2.connect(os.environ["DATABASE_URL"])


def execute(statement, *values):
    """Runs a statement in a transaction of its own and returns its rows, if it has any."""
    db = connection()
    with db, db.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
