"""From the flat pairs that a page posts to the nested answers that the API takes."""

from collections.abc import Iterable, Mapping
from typing import Any


def unflatten(pairs: Iterable[tuple[str, str]]) -> Mapping[str, Any]:
    """Nested raw answers from the pairs of a posted page (`request.form.items(multi=True)`).

    `rows-0-decision` → {"rows": [{"decision": …}]}, `period-start` → {"period": {"start": …}},
    a repeated name → list. Names that begin with `_` or are `csrf_token` are left out.
    """
    raise NotImplementedError
