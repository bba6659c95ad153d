"""Staff addresses of producers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
