"""A taken port is told in a sentence before anything starts."""

import socket

import pytest

from portal.running.ports import PortTakenError, free_ports, is_free, require_free


def test_a_port_that_somebody_listens_on_is_named_with_what_wanted_it() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert not is_free(port)
        with pytest.raises(PortTakenError, match=rf"Port {port}, wanted for the portal, is taken .* PROVISO_PORT"):
            require_free({"the portal": port})


def test_free_ports_are_free_and_different() -> None:
    ports = free_ports(5)
    assert len(set(ports)) == 5
    require_free({str(port): port for port in ports})
