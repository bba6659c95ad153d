"""Addresses of signing in and of passwords: those that the portal uses, no others."""

from allauth.account import views as allauth_views
from django.urls import path
from django.views.generic import TemplateView

from ocop_portal.account_views import LinkPassword, OwnPassword, SignIn

urlpatterns = [
    path("dang-nhap/", SignIn.as_view(), name="account_login"),
    path("dang-xuat/", allauth_views.LogoutView.as_view(), name="account_logout"),
    path("ngung-hoat-dong/", allauth_views.AccountInactiveView.as_view(), name="account_inactive"),
    path("dang-ky/", TemplateView.as_view(template_name="account/signup_closed.html"), name="account_signup"),
    path("mat-khau/", OwnPassword.as_view(), name="account_change_password"),
    path(
        "quen-mat-khau/",
        TemplateView.as_view(template_name="account/password_reset.html"),
        name="account_reset_password",
    ),
    path("mat-khau-moi/<uidb64>/<token>/", LinkPassword.as_view(), name="account_password_by_link"),
]
