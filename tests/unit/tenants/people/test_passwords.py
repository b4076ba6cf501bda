"""A password that only repeats or counts on is none, and no other is refused for it."""

import pytest
from django.core.exceptions import ValidationError

from tenants.people.passwords import NoPatternValidator


@pytest.mark.parametrize(
    "weak",
    [
        "aaaaaaaaaaaa",
        "AAAAAAaaaaaa",
        "123456789012",
        "210987654321",
        "1234abcd5678",
        "1111 2222 3333",
        "abcdefghijkl",
        "ABCDEFghijkl",
        "abcabcabcabc",
        "121212121212",
        "a1b2a1b2a1b2a",
        "qwertyuiop[]",
        "poiuytrewqasdf",
        "ééééééééééééé",
        "",
        "x" * 256,
    ],
)
def test_what_only_repeats_or_counts_on_is_refused_with_what_to_do(weak: str) -> None:
    with pytest.raises(ValidationError, match="put words together") as caught:
        NoPatternValidator().validate(weak)
    assert caught.value.code == "password_pattern"


@pytest.mark.parametrize(
    "good",
    [
        "correct horse battery staple",
        "correct horse correct horse",
        "wet tree 1234",
        "aaaa on the hill",
        "kx7Qm2vTz9Lp",
        "839201746583",
        "öl ist teurer",
        "the other one",
        "密码由许多不同的字组成的",
    ],
)
def test_any_other_will_do(good: str) -> None:
    NoPatternValidator().validate(good)
