import pytest
from library.loans import NotInHouse, add_book, lend, take_back


@pytest.fixture
def dune():
    return add_book("1", "Dune")


def test_a_book_is_lent_once(dune):
    lend(dune, "Ada", "2030-01-31")
    with pytest.raises(NotInHouse):
        lend(dune, "Grace", "2030-02-28")


def test_a_book_that_is_back_is_lent_again(dune):
    take_back(lend(dune, "Ada", "2030-01-31"), "2030-01-15")
    assert lend(dune, "Grace", "2030-02-28") == 2


def test_two_books_go_to_one_reader(dune):
    lend(dune, "Ada", "2030-01-31")
    assert lend(add_book("2", "Emma"), "Ada", "2030-01-31") == 2
