"""Under which keys the calendar is printed: those of the REST interface, as in engine/cli/keys.py.
A test holds these lists and the schemas of `webui/api` together."""

from engine.cli.keys import shape

DAY_STATE = shape("working label notice provisional")
YEAR = shape(
    "year known notices working_days days_off days_worked first last last_known months days",
    months=shape("number working_days"),
    days=shape("date working weekend mark label notice provisional today"),
)
NOTICE = shape(
    "id kind state state_label=state_words year number signed published title url text_sha256"
    " entered_by entered_at checked_by checked_at reason decision mine"
)
IMPACT = shape(
    "revision days moved moving settled open_terms",
    days=shape("date before after", before=DAY_STATE, after=DAY_STATE),
    moved=shape("case_id number title term clause kind unit was due provisional"),
)
ENTRY = shape(
    "notice=file.item text=file.text content=file.content breaks=file.breaks change=file.change"
    " withdraws=file.withdraws findings=file.findings impact obstacle",
    notice=NOTICE,
    breaks=shape("name days_declared off work"),
    change=shape("amends holiday off_add off_remove work_add work_remove"),
    impact=IMPACT,
)
REVISED = shape("number digest")
FRESHNESS = shape("last_year missing level words waiting revision recounting")
COMPARISON = shape(
    "first last compared differences unread",
    differences=shape("date ours theirs_working theirs_name", ours=DAY_STATE),
)
