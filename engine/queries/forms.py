"""What a page needs of forms besides the views: reading what it was posted."""

from engine.core.forms import unflatten
from engine.core.forms.view import FormView

__all__ = ["FormView", "unflatten"]
