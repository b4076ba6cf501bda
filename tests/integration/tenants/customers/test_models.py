"""What the database itself keeps about customers."""

import pytest
from django.db import IntegrityError, transaction

from tenants.customers.models import Membership
from tenants.resellers.models import Reseller
from tests.factories.customers import SINCE, agreement_of, customer, person_of, service_of


def test_an_address_is_held_by_one_service_at_a_time(acme: Reseller) -> None:
    customer(networks=["192.0.2.0/28"])
    with pytest.raises(IntegrityError), transaction.atomic():
        customer(networks=["192.0.2.5"])
    assert person_of(customer(networks=["192.0.2.16"])).email.endswith("@customer.example")


def test_a_person_acts_for_a_customer_once_at_a_time(acme: Reseller) -> None:
    one = customer()
    assert agreement_of(one) == service_of(one).agreement
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(customer=one, user=person_of(one), capacity="account_user", since=SINCE)
