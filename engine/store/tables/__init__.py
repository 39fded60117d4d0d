"""All tables, so that `Table.metadata` is whole wherever one of them is imported."""

from engine.store.tables.access import ApiToken, SignInFailure, SignInSession
from engine.store.tables.answered import Answered
from engine.store.tables.base import Json, JsonList, Table
from engine.store.tables.calendar import CalendarRevision, NoticeRow
from engine.store.tables.cases import Case, ClockRow, Draft, Task
from engine.store.tables.catalogue import (
    AccessGrant,
    CallVoucher,
    DedicatedUnit,
    Resource,
    ResourceItem,
)
from engine.store.tables.files import Attachment, FileChunk, StoredFile
from engine.store.tables.moves import CaseMove, CaseMoveItem
from engine.store.tables.packs import PackBlob, PackConsent, PackEdit, PackVersion
from engine.store.tables.records import Counter, Event, Incident, Message, Seal
from engine.store.tables.registry import AgentAuthorization, Person, Post, Unit
from engine.store.tables.retirement import HolderNotice, Retirement
from engine.store.tables.service import Heartbeat, OutageRow

__all__ = [
    "AccessGrant",
    "AgentAuthorization",
    "Answered",
    "ApiToken",
    "Attachment",
    "CalendarRevision",
    "CallVoucher",
    "Case",
    "CaseMove",
    "CaseMoveItem",
    "ClockRow",
    "Counter",
    "DedicatedUnit",
    "Draft",
    "Event",
    "FileChunk",
    "Heartbeat",
    "HolderNotice",
    "Incident",
    "Json",
    "JsonList",
    "Message",
    "NoticeRow",
    "OutageRow",
    "PackBlob",
    "PackConsent",
    "PackEdit",
    "PackVersion",
    "Person",
    "Post",
    "Resource",
    "ResourceItem",
    "Retirement",
    "Seal",
    "SignInFailure",
    "SignInSession",
    "StoredFile",
    "Table",
    "Task",
    "Unit",
]
