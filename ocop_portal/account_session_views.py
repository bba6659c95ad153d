"""Where the own account is signed in, and ending it there."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.actions.sessions import end_other_sessions, end_session
from core.guards import acting_user
from core.queries.sessions import live_sessions
from core.rules.devices import device_name


@never_cache
@login_required
@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """Every place where this account is signed in."""
    rows = [
        {"session": session, "device": device_name(session.user_agent), "here": _is_here(request, session.session_key)}
        for session in live_sessions(acting_user(request))
    ]
    heading = _("Nơi đang đăng nhập")
    crumbs = [{"label": _("Tài khoản của tôi"), "url": reverse("mfa_index")}, {"label": heading}]
    others = sum(not row["here"] for row in rows)
    return render(
        request, "account/session_list.html", {"heading": heading, "crumbs": crumbs, "rows": rows, "others": others}
    )


def _is_here(request: HttpRequest, key: str) -> bool:
    return key == request.session.session_key


@login_required
@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out in one other place; here the sign-out button does it."""
    user = acting_user(request)
    others = live_sessions(user).exclude(session_key=request.session.session_key)
    end_session(get_object_or_404(others, pk=pk), by=user)
    success(request, _("Đã kết thúc phiên đó: nơi ấy phải đăng nhập lại."))
    return redirect("usersessions_list")


@login_required
@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    ended = end_other_sessions(acting_user(request), keep=request.session.session_key)
    success(request, _("Đã kết thúc %(count)s phiên ở nơi khác.") % {"count": ended})
    return redirect("usersessions_list")
