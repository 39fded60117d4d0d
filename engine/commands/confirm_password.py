"""Ask for the password again before an act that stands for a written approval (Art. 14)."""

from engine.commands.sign_in import check_again
from engine.core.access import Actor
from engine.errors import FormError
from engine.store.database import Store


def confirm_password(store: Store, actor: Actor, password: str | None) -> bool:
    """Tell whether the actor has confirmed with the password; False when none was given.

    Called before the case is locked, since a wrong password is a row of its own that must stay.
    Raises FormError on the field `password` when it is wrong; that counts as at sign-in.
    """
    if not password:
        return False
    # Without a source: all the bureau would share one, and wait for each other's mistakes.
    if not check_again(store, actor, password):
        raise FormError({"password": ["密码不正确，请重新输入您的登录密码。"]})
    return True


def require_approval(confirmed: bool, has_scan: bool) -> None:
    """Raise FormError unless the approval is confirmed by password or by the signed scan."""
    if not (confirmed or has_scan):
        raise FormError(
            {"password": ["请再次输入您的登录密码以确认书面批准，或者上传签字的批准件扫描件。"]}
        )
