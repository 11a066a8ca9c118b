from library.loans import add_book, lend, overdue, take_back


def test_what_is_out_too_long_is_overdue():
    lend(add_book("1", "Dune"), "Ada", "2030-01-31")
    lend(add_book("2", "Emma"), "Grace", "2030-03-31")
    assert overdue("2030-02-01") == ["Dune: Ada"]


def test_what_is_back_is_not_overdue():
    take_back(lend(add_book("1", "Dune"), "Ada", "2030-01-31"), "2030-02-05")
    assert overdue("2030-03-01") == []


def test_a_book_is_not_overdue_on_its_last_day():
    lend(add_book("1", "Dune"), "Ada", "2030-01-31")
    assert overdue("2030-01-31") == []
