"""Codes and telephone numbers as people type them."""

import pytest

from producers.rules.identifiers import (
    clean_identifier,
    clean_phone,
    identifier_warning,
    is_personal,
    phone_warning,
    shown_identifier,
    shown_phone,
)


@pytest.mark.parametrize(
    ("typed", "kept", "warned"),
    [
        ("0100233488", "0100233488", False),
        ("01.00.233.488", "0100233488", False),
        ("0314409058002", "0314409058-002", False),
        ("0314409058-002", "0314409058-002", False),
        ("084 123 456 789", "084123456789", False),
        ("0100233480", "0100233480", True),
        ("12345", "12345", True),
        (" HĐ 12/2020 ", "HĐ 12/2020", True),
        ("", "", False),
    ],
)
def test_a_code_is_kept_tidy_and_warned_about(typed, kept, warned):
    assert clean_identifier(typed) == kept
    assert bool(identifier_warning(kept)) is warned


def test_only_a_number_of_twelve_digits_is_personal_and_masked():
    assert (is_personal("084123456789"), is_personal("0100233488"), is_personal("")) == (True, False, False)
    assert shown_identifier("084123456789", to_editor=False) == "•••••••••789"
    assert shown_identifier("084123456789", to_editor=True) == "084123456789"
    assert shown_identifier("0100233488", to_editor=False) == "0100233488"


@pytest.mark.parametrize(
    ("typed", "kept", "shown", "warned"),
    [
        ("0912345678", "+84912345678", "0912 345 678", False),
        ("+84 912.345.678", "+84912345678", "0912 345 678", False),
        ("0294 3855 123", "+842943855123", "0294 3855 123", False),
        ("01691234567", "+841691234567", "1691234567", True),
        ("+1 202 555 0123", "+12025550123", "+1 202-555-0123", False),
        ("", "", "", False),
    ],
)
def test_a_telephone_number_is_kept_in_one_form_and_shown_as_dialled(typed, kept, shown, warned):
    assert clean_phone(typed) == kept
    assert shown_phone(kept) == shown
    assert bool(phone_warning(kept)) is warned


@pytest.mark.parametrize("typed", ["abc", "123", "0912345678 - 0987654321"])
def test_garbage_is_no_telephone_number(typed):
    assert clean_phone(typed) is None
