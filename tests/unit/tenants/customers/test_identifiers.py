"""One canonical form for each identifier, and clear words for what is none."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.customers.identifiers import NotAnIdentifier, canonical, domain, network, number, recognised, shown


@given(st.ip_addresses())
def test_an_address_is_its_own_network_and_shown_as_it_was(address: ipaddress.IPv4Address) -> None:
    if getattr(address, "ipv4_mapped", None) is None:
        form = network(str(address))
        assert ipaddress.ip_network(form).num_addresses == 1
        assert shown(form) == str(address)
        assert network(form) == form


@given(st.text())
def test_any_text_is_canonical_or_refused_never_a_crash(text: str) -> None:
    for kind in ("network", "domain", "number"):
        try:
            form = canonical(kind, text)
        except NotAnIdentifier:
            continue
        assert canonical(kind, form) == form
    assert recognised(text) is None or recognised(text) == recognised(text.strip())


def test_an_address_inside_a_network_names_the_network_meant() -> None:
    with pytest.raises(NotAnIdentifier, match=r"write 192\.0\.2\.0/28 for all of it"):
        network("192.0.2.5/28")
    for text in ("0.0.0.0/0", "::/0", "fe80::1%eth0", "192.0.2.300", "1.2.3", "010.1.1.1"):
        with pytest.raises(NotAnIdentifier):
            network(text)
    assert network("::ffff:192.0.2.1") == "192.0.2.1/32"


def test_a_domain_is_lower_case_ascii_without_its_dot() -> None:
    assert domain("Bücher.Example.") == "xn--bcher-kva.example"
    for text in ("example", "-x.example", "a..example", "192.0.2.1", "x" * 64 + ".example", "*.shop.example", ""):
        with pytest.raises(NotAnIdentifier):
            domain(text)


def test_a_number_has_its_country_code() -> None:
    assert number("0031 (20) 123-45.67") == "+31201234567"
    for text in ("020-1234567", "+0123456789", "+31", "phone", ""):
        with pytest.raises(NotAnIdentifier):
            number(text)


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("192.0.2.1:443", ("network", "192.0.2.1/32")),
        ("http://192.0.2.1/login", ("network", "192.0.2.1/32")),
        ("https://[2001:db8::1]:8443/x", ("network", "2001:db8::1/128")),
        ("2001:db8::1", ("network", "2001:db8::1/128")),
        ("192.0.2.0/24", ("network", "192.0.2.0/24")),
        ("shop.example:8080", ("domain", "shop.example")),
        ("ftp://user:word@shop.example/x", ("domain", "shop.example")),
        ("+31 20 1234567", ("number", "+31201234567")),
        ("somebody", None),
        ("straße.example", ("domain", "xn--strae-oqa.example")),
        ("http://evil.example\\@good.example/", ("domain", "evil.example")),
        ("http://good.example@evil.example/", ("domain", "evil.example")),
        ("http://0x7f.1/", ("network", "127.0.0.1/32")),
        ("127.1", None),
        ("+31 (0)20 123 4567", ("number", "+31201234567")),
        ("tel:+31201234567", ("number", "+31201234567")),
        ("tel:+31201234567;ext=5", ("number", "+31201234567")),
        ("::ffff:192.0.2.0/120", ("network", "192.0.2.0/24")),
        ("::ffff:192.0.2.7", ("network", "192.0.2.7/32")),
        ("192[.]0[.]2[.]7", ("network", "192.0.2.7/32")),
        ("192.0.2[.]7:8080", ("network", "192.0.2.7/32")),
        ("hxxps://www[.]shop[.]example/x", ("domain", "www.shop.example")),
        ("hxxp[://]shop(dot)example", ("domain", "shop.example")),
        ("*.shop.example", ("domain", "shop.example")),
        ("192.0.2.7/24", ("network", "192.0.2.0/24")),
        ("Reporter <a@shop.example>", ("domain", "shop.example")),
        ("mailto:a@shop.example?subject=x", ("domain", "shop.example")),
        ("a[at]shop.example", ("domain", "shop.example")),
        ("shop.example/192.0.2.1", ("domain", "shop.example")),
        ("1.2.3/24", None),
    ],
)
def test_whatever_a_reporter_names_is_recognised(target: str, found: tuple[str, str] | None) -> None:
    assert recognised(target) == found
