"""A library that lends books: a small project whose tests run with pytest in lanes."""
