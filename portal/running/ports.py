"""Tells whether a port is free before anything is started on it."""

import socket

LOOPBACK = "127.0.0.1"


class PortTakenError(Exception):
    """Another program listens where one of ours should."""


def require_free(ports: dict[str, int]) -> None:
    """Raises PortTakenError with one sentence for the first port in use; `ports` maps what needs it to its number."""
    for purpose, port in ports.items():
        if not is_free(port):
            message = (
                f"Port {port}, wanted for {purpose}, is taken by another program: stop that one, or choose other ports "
                f"with PROVISO_PORT=NUMBER (mail then uses the next two)."
            )
            raise PortTakenError(message)


def is_free(port: int) -> bool:
    """Whether a server could listen there now, on loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_ports(count: int) -> list[int]:
    """As many different free ports, chosen by the kernel."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind((LOOPBACK, 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()
