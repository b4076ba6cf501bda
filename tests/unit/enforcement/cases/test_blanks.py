"""What fills a template's blanks, and which names words to a reporter must not have."""

from enforcement.cases.blanks import filled, named_in, unknown_blanks


def test_blanks_are_filled_and_what_nothing_fills_stays() -> None:
    assert (
        filled("Dear {customer}, {nonsense}.", {"customer": "Xavier {case}", "case": "C-1"})
        == "Dear Xavier {case}, {nonsense}."
    )


def test_a_blank_that_nobody_knows_is_named_and_to_reporters_one_that_names_the_customer() -> None:
    assert unknown_blanks("{case} {who} {}") == ["who", ""]
    assert unknown_blanks("{customer} {company}") == []
    assert unknown_blanks("{customer} {company}", to_reporters=True) == ["customer"]


def test_a_name_is_found_as_a_word_of_its_own_whatever_its_case() -> None:
    assert named_in("It was ACME BV, we think.", ["Acme BV"]) == "Acme BV"
    assert named_in("Academies", ["Acad", " "]) == ""
    assert named_in("About C++.", ["C++"]) == "C++"
