"""How days are written on the pages that keep the calendar."""

from calendars import DayState, label_words
from webui.admin import blueprint
from webui.admin.calendar.typed_days import spans


@blueprint.app_template_filter("why")
def why(state: DayState) -> str:
    """Return why a day is off or worked, empty for what its weekday says already."""
    return "" if not state.label or state.label.startswith("周") else label_words(state.label)


blueprint.add_app_template_global(spans)
