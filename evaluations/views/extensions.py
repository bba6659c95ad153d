"""The extension of a rating whose filing window could not be met, and its end by the result (26/2026 art. 12.3)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.guards import acting_user, staff_page
from core.roles import Act
from evaluations.forms.correcting import ExtensionEndForm, RatingExtendForm
from evaluations.queries.notices import unrecognised_since
from evaluations.views.confirming import confirm_page
from evaluations.views.correcting import done, home_url, said_of
from evaluations.views.reach import rating_of
from products.actions.correcting import end_extension, extend_rating


@staff_page(Act.PUBLISH_DECISION)
def rating_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Extend a rating whose filing window could not be met."""
    user = acting_user(request)
    rating = rating_of(user, pk)
    form = RatingExtendForm(request.POST or None, rating=rating)
    back = home_url(rating)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if done(form, lambda: extend_rating(rating, until=data["until"], ground=data["ground"], by=user)):
            messages.success(request, _("Đã ghi gia hạn."))
            return redirect(back)
    return confirm_page(
        request,
        heading=_("Gia hạn hiệu lực"),
        crumbs=[
            (_("Quyết định"), reverse("staff:decision-list")),
            (str(rating.decision or rating), back),
            (_("Gia hạn"), ""),
        ],
        help_url=reverse("staff:help", args=["gia-han"]),
        intro=said_of(rating),
        consequences=[
            _("Hạng hiện có hiệu lực đến hết %(day)s; ghi gia hạn chỉ làm được một lần.")
            % {"day": date_format(rating.until)}
        ],
        form=form,
        submit_label=_("Ghi gia hạn"),
        cancel_url=back,
        cancel_label=_("Không gia hạn"),
    )


@staff_page(Act.PUBLISH_DECISION)
def extension_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an extension end with the result of the re-rating; one of this portal stands in the form already."""
    user = acting_user(request)
    rating = rating_of(user, pk)
    form = ExtensionEndForm(request.POST or None, initial=unrecognised_since(user, rating))
    back = home_url(rating)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if done(form, lambda: end_extension(rating, on=data["on"], paper=data["paper"], by=user)):
            messages.success(request, _("Đã ghi hết gia hạn."))
            return redirect(back)
    return confirm_page(
        request,
        heading=_("Hết gia hạn khi có kết quả"),
        crumbs=[
            (_("Quyết định"), reverse("staff:decision-list")),
            (str(rating.decision or rating), back),
            (_("Hết gia hạn"), ""),
        ],
        help_url=reverse("staff:help", args=["gia-han"]),
        intro=said_of(rating),
        consequences=[
            _("Hạng được gia hạn đến hết %(day)s; có kết quả thì chỉ còn hiệu lực đến hết ngày có kết quả.")
            % {"day": date_format(rating.extended_until) if rating.extended_until else "–"},
            _("Kết quả có trước ngày %(day)s thì hạng vẫn còn hiệu lực đến hết ngày đó.")
            % {"day": date_format(rating.until)},
            _("Kết quả được công nhận thì không ghi ở đây: quyết định công nhận thay hạng cũ."),
        ],
        form=form,
        submit_label=_("Ghi hết gia hạn"),
        cancel_url=back,
        cancel_label=_("Chưa ghi"),
        danger=True,
    )
