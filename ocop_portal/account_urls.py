"""Addresses of signing in and of the own account: those that the portal uses, no others.

Names that begin with account_, mfa_ or usersessions_ are allauth's: it looks them up.
"""

from allauth.account import views as allauth_views
from django.urls import path
from django.views.generic import TemplateView

from ocop_portal import account_factor_views as factor
from ocop_portal.account_session_views import session_end, session_list, sessions_end
from ocop_portal.account_views import AskAgain, LinkPassword, Overview, OwnPassword, SignIn

urlpatterns = [
    path("", Overview.as_view(), name="mfa_index"),
    path("dang-nhap/", SignIn.as_view(), name="account_login"),
    path("dang-nhap/buoc-hai/", factor.SecondStep.as_view(), name="mfa_authenticate"),
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
    path("xac-nhan/", AskAgain.as_view(), name="account_reauthenticate"),
    path("xac-nhan/ma/", factor.AskCodeAgain.as_view(), name="mfa_reauthenticate"),
    path("xac-nhan/khoa/", factor.AskKeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("ung-dung-tao-ma/bat/", factor.TotpSetUp.as_view(), name="mfa_activate_totp"),
    path("ung-dung-tao-ma/tat/", factor.TotpRemove.as_view(), name="mfa_deactivate_totp"),
    path("ma-du-phong/", factor.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("ma-du-phong/tao-lai/", factor.RecoveryCodesNew.as_view(), name="mfa_generate_recovery_codes"),
    path("ma-du-phong/tai-ve/", factor.RecoveryCodesFile.as_view(), name="mfa_download_recovery_codes"),
    path("khoa/", factor.KeyList.as_view(), name="mfa_list_webauthn"),
    path("khoa/them/", factor.KeyAdd.as_view(), name="mfa_add_webauthn"),
    path("khoa/<int:pk>/doi-ten/", factor.KeyRename.as_view(), name="mfa_edit_webauthn"),
    path("khoa/<int:pk>/bo/", factor.KeyRemove.as_view(), name="mfa_remove_webauthn"),
    path("phien/", session_list, name="usersessions_list"),
    path("phien/ket-thuc/", sessions_end, name="account_sessions_end"),
    path("phien/<int:pk>/ket-thuc/", session_end, name="account_session_end"),
]
