"""Which host names are this machine: only there may anything go without TLS."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Whether a host name is this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
