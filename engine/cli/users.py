"""`gongxiang user` and `gongxiang token`: who may come in."""

from collections.abc import Iterable
from datetime import date, datetime

import click
from sqlalchemy import select

from engine.cli.output import echo_json, echo_more, echo_table
from engine.cli.session import Session, as_json, as_user, pass_session
from engine.commands.change_password import reset_password
from engine.commands.create_token import create_token
from engine.commands.create_user import NewPost, UserCreated, create_user
from engine.commands.end_post import end_post
from engine.commands.give_post import give_post
from engine.core.access import ROLE_NAMES, Actor
from engine.errors import BadRequest, Forbidden
from engine.queries.admin.accounts import PostLine, list_accounts
from engine.store.tables import Person, Post

maybe_as = click.option(
    "--as", "username", metavar="USER",
    help="安全管理员的用户名；还没有能登录的安全管理员时（初次安装）不必给出",
)  # fmt: skip


@click.group()
def user() -> None:
    """用户：列出、建立、重置密码，授予和结束岗位。"""


@user.command("list")
@as_user
@click.option("--q", metavar="TEXT", help="用户名或姓名中的文字")
@click.option("--after", metavar="KEY", help="上一页给出的 next")
@click.option("--limit", type=click.IntRange(1, 100), default=100, show_default=True)
@as_json
@pass_session
def list_users(
    session: Session, username: str, q: str | None, after: str | None, limit: int, as_json: bool
) -> None:
    """列出用户和岗位（安全管理员）。"""
    page = list_accounts(session.store, session.actor(username), q=q, after=after, limit=limit)
    if as_json:
        echo_json({"items": page.items, "next": page.next_after})
        return
    rows = [
        (each.username, each.name, "" if each.active else "停用", _titles(each.posts))
        for each in page.items
    ]
    echo_table(rows, ("用户名", "姓名", "", "岗位"))
    echo_more(page.next_after)


def _titles(posts: Iterable[PostLine]) -> str:
    return "、".join(f"{post.unit} {ROLE_NAMES.get(post.role, post.role)}" for post in posts)


@user.command("create")
@click.argument("new", metavar="USER")
@click.argument("name")
@click.option("--email", default="", help="邮箱")
@click.option("--post", "posts", multiple=True, metavar="UNIT:ROLE[:UNTIL]",
              help="岗位：单位代码、角色、任期最后一日（可多次）")  # fmt: skip
@maybe_as
@as_json
@pass_session
def create(
    session: Session, new: str, name: str, email: str, posts: tuple[str, ...],
    username: str | None, as_json: bool,
) -> None:  # fmt: skip
    """建立用户，给出只显示这一次的初始密码；首次登录须修改。"""
    wanted = [_post(each) for each in posts]
    made = create_user(
        session.store, _manager(session, username), new, name, email=email, posts=wanted
    )
    _tell(made, as_json)


@user.command("reset-password")
@click.argument("whose", metavar="USER")
@maybe_as
@as_json
@pass_session
def reset(session: Session, whose: str, username: str | None, as_json: bool) -> None:
    """给出只显示这一次的新密码，结束该用户的全部登录；下次登录须修改。"""
    person = session.actor(whose)
    secret = reset_password(session.store, _manager(session, username), person.person_id)
    _tell(UserCreated(person.person_id, person.username, secret), as_json)


@user.group("post")
def post_group() -> None:
    """岗位：授予、结束（安全管理员）。"""


day = click.DateTime(["%Y-%m-%d"])


@post_group.command("add")
@click.argument("whose", metavar="USER")
@click.argument("unit")
@click.argument("role")
@click.option("--from", "first", type=day, metavar="DATE", help="任期第一日，不给出则从今天起")
@click.option("--until", "last", type=day, metavar="DATE", help="任期最后一日，不给出则不限")
@maybe_as
@pass_session
def post_add(
    session: Session, whose: str, unit: str, role: str, first: datetime | None,
    last: datetime | None, username: str | None,
) -> None:  # fmt: skip
    """让 USER 在 UNIT（单位代码）担任 ROLE（角色）。"""
    days = {"first_day": _day_of(first), "last_day": _day_of(last)}
    give_post(session.store, _manager(session, username), whose, unit, role, **days)


@post_group.command("end")
@click.argument("whose", metavar="USER")
@click.argument("unit")
@click.argument("role")
@click.option("--until", "last", type=day, metavar="DATE", help="任期最后一日，不给出则立即结束")
@maybe_as
@pass_session
def post_end(
    session: Session, whose: str, unit: str, role: str, last: datetime | None,
    username: str | None,
) -> None:  # fmt: skip
    """结束 USER 在 UNIT（单位代码）的 ROLE（角色）；手头的待办随后退回本岗位。"""
    end_post(session.store, _manager(session, username), whose, unit, role, last_day=_day_of(last))


def _day_of(moment: datetime | None) -> date | None:
    return moment.date() if moment is not None else None


def _tell(made: UserCreated, as_json: bool) -> None:
    if as_json:
        echo_json(made)
    else:
        click.echo(f"{made.username} 的密码（只显示这一次）：{made.password}")


def _post(text: str) -> NewPost:
    unit, _, rest = text.partition(":")
    role, _, until = rest.partition(":")
    try:
        return NewPost(unit, role, date.fromisoformat(until) if until else None)
    except ValueError:
        raise BadRequest(f"岗位“{text}”的任期最后一日应写成 2026-12-31 的样子。") from None


def _manager(session: Session, username: str | None) -> Actor:
    """Return who manages accounts: the one named, or the program itself while nobody else can."""
    if username is not None:
        return session.actor(username)
    if _somebody_manages(session):
        raise Forbidden("已有安全管理员，请用 --as 给出其用户名。")
    return Actor("", "", "初次安装", (), via="system")


def _somebody_manages(session: Session) -> bool:
    able = (
        select(Person.id)
        .join(Post, Post.person_id == Person.id)
        .where(Person.active, Person.password_hash != "", Post.role == "security_admin")
    )
    with session.store.reading() as reading:
        return reading.scalar(able.limit(1)) is not None


@click.group()
def token() -> None:
    """接口令牌。"""


@token.command("create")
@click.argument("username", metavar="USER")
@click.option("--label", default="命令行创建", show_default=True, help="令牌的用途")
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True, help="有效天数")
@as_json
@pass_session
def new_token(session: Session, username: str, label: str, days: int, as_json: bool) -> None:
    """为 USER 创建接口令牌；只显示这一次。"""
    made = create_token(session.store, session.actor(username), label, days)
    if as_json:
        echo_json(made)
    else:
        click.echo(made.token)
        click.echo(
            f"有效期至 {made.expires_at.date().isoformat()}，请妥善保管，不会再次显示。", err=True
        )
