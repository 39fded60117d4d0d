"""维护工作日历: notices are entered by one keeper of the calendar and confirmed by another."""

from webui.admin.calendar import comparing, deciding, entering, listing, words  # noqa: F401
