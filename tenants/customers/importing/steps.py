"""What an import will do, step by step, ready to be shown before and recorded after."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tenants.customers.models import Capacity


@dataclass(frozen=True)
class AddCustomer:
    """A customer nobody knew."""

    line: int
    reference: str
    name: str

    def __str__(self) -> str:
        return _("add customer %(reference)s, %(name)s") % vars(self)


@dataclass(frozen=True)
class RenameCustomer:
    """Another name for a known customer."""

    line: int
    reference: str
    before: str
    name: str

    def __str__(self) -> str:
        return _("rename customer %(reference)s from %(before)s to %(name)s") % vars(self)


@dataclass(frozen=True)
class AddAgreement:
    """An agreement nobody knew; instants in UTC."""

    line: int
    customer: str
    number: str
    starts_at: dt.datetime
    ends_at: dt.datetime | None

    def __str__(self) -> str:
        return _("add agreement %(number)s for %(customer)s") % vars(self)


@dataclass(frozen=True)
class EndAgreement:
    """An agreement that ran on gets an end."""

    line: int
    number: str
    ends_at: dt.datetime

    def __str__(self) -> str:
        return _("end agreement %(number)s on %(ends_at)s") % {"number": self.number, "ends_at": self.ends_at}


@dataclass(frozen=True)
class AddPerson:
    """Somebody begins to act for a customer."""

    line: int
    customer: str
    email: str
    name: str
    capacity: Capacity

    def __str__(self) -> str:
        return _("add %(email)s for %(customer)s") % vars(self)


@dataclass(frozen=True)
class ChangeCapacity:
    """Somebody acts in another capacity from now on."""

    line: int
    customer: str
    email: str
    capacity: Capacity

    def __str__(self) -> str:
        return _("make %(email)s %(capacity)s of %(customer)s") % {**vars(self), "capacity": self.capacity.label}


@dataclass(frozen=True)
class AddService:
    """A service nobody knew; price per month."""

    line: int
    reference: str
    customer: str
    agreement: str
    name: str
    monthly_price: Decimal
    currency: str
    starts_at: dt.datetime

    def __str__(self) -> str:
        return _("add service %(reference)s, %(name)s, for %(customer)s") % vars(self)


@dataclass(frozen=True)
class ChangeService:
    """Another name or price for a known service."""

    line: int
    reference: str
    name: str
    monthly_price: Decimal
    currency: str

    def __str__(self) -> str:
        return _("change service %(reference)s to %(name)s, %(monthly_price)s %(currency)s a month") % vars(self)


@dataclass(frozen=True)
class AddIdentifier:
    """A service holds something from `held_from` (UTC)."""

    line: int
    service: str
    kind: str
    value: str
    held_from: dt.datetime

    def __str__(self) -> str:
        return _("%(service)s holds %(value)s") % vars(self)


Step = (
    AddCustomer
    | RenameCustomer
    | AddAgreement
    | EndAgreement
    | AddPerson
    | ChangeCapacity
    | AddService
    | ChangeService
    | AddIdentifier
)
