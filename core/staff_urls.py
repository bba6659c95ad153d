"""Staff addresses of the house itself."""

from django.urls import path

from core.views.history import HistoryList

urlpatterns = [path("nhat-ky/", HistoryList.as_view(), name="history-list")]
