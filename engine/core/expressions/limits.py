"""How large an expression, and what it makes, may become.

Administrators write expressions, so these hold back mistakes as much as malice: each is far above
what a regulation needs and far below what would slow a web worker down.
"""

MAX_SOURCE = 2_000  # characters, looked at before parsing
MAX_NODES = 500  # nodes of the tree, hence steps: the language has no loops
MAX_DEPTH = 40  # nesting
MAX_NUMBER = 10**15  # magnitude of any number read or computed
MAX_TEXT = 100_000  # characters of a text that `+` makes
MAX_ITEMS = 10_000  # rows of a list that `+` makes or a function walks
MAX_WORD = 200  # characters of a word that `mentions` looks for
MAX_DIGITS = 40  # characters of a text that `number` reads
MAX_WORK = 10_000_000  # characters and rows that the functions of one evaluation look at
MAX_RESULT = 200_000  # entries of all lists and dicts in a value
