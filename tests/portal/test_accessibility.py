"""The statement on accessibility says whom to tell, when that is set, and what it claims of the style sheets is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.cache import caches

STATIC = Path(project.BASE_DIR) / "static"
MOVING = re.compile(r"\b(animation|transition)[\w-]*\s*:|@keyframes|scroll-behavior\s*:\s*smooth|behavior: \"smooth\"")


@pytest.mark.django_db
def test_the_statement_in_three_languages(client, law, django_assert_num_queries):
    client.get("/tro-nang/")
    for path, title in (("/tro-nang/", "Khả năng tiếp cận"), ("/en/tro-nang/", "Accessibility")):
        with django_assert_num_queries(1):
            page = client.get(path).content.decode()
        assert f"<h1>{title}</h1>" in page
        assert f'<a href="{path}">{title}</a>' in page[page.index("<footer") :]
    assert "Cơ quan chủ quản chưa ghi cách liên hệ trên cổng này." in client.get("/tro-nang/").content.decode()
    khmer = client.get("/km/tro-nang/").content.decode()
    assert '<main id="noi-dung" class="main" tabindex="-1" lang="vi">' in " ".join(khmer.split())


@pytest.mark.django_db
def test_whom_to_tell(client, law, settings):
    settings.PORTAL = settings.PORTAL | {"agency": "Cơ quan minh hoạ", "phone": "0294 000 000", "email": "a@vidu.vn"}
    caches["template_fragments"].clear()
    page = client.get("/tro-nang/").content.decode()
    said = page[page.index("Báo khi gặp trở ngại") : page.index("<footer")]
    assert "<strong>Cơ quan minh hoạ</strong>" in said
    assert "Điện thoại: 0294 000 000" in said
    assert '<a href="mailto:a@vidu.vn">a@vidu.vn</a>' in said
    assert ("Địa chỉ:" in said, "chưa ghi cách liên hệ" in said) == (False, False)
    caches["template_fragments"].clear()


@pytest.mark.parametrize("file", sorted([*STATIC.rglob("*.css"), *STATIC.rglob("*.js")]), ids=lambda file: file.name)
def test_nothing_moves_by_itself(file):
    """So nothing has to be stopped for those who asked their system for less motion."""
    assert MOVING.findall(file.read_text(encoding="utf-8")) == []
