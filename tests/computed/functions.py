"""Answers what the functions of computed questions are asked, one question a line: the function's name, and what it is given."""

import ipaddress
import sys


def net(ip, prefix):
    return ipaddress.ip_network(f"{ip}/{prefix}", strict=False)


def summary(a, b):
    one, other = ipaddress.ip_address(a), ipaddress.ip_address(b)
    for prefix in range(32, -1, -1):
        if other in net(one, prefix):
            return net(one, prefix)


def slaac(six, mac):
    digits = bytearray(int(part, 16) for part in mac.split(":"))
    digits[0] ^= 2
    whole = bytes(digits[:3]) + b"\xff\xfe" + bytes(digits[3:])
    return net(six, 64).network_address + int.from_bytes(whole, "big")


answers = {
    "network": lambda ip, p: net(ip, p).network_address,
    "broadcast": lambda ip, p: net(ip, p).broadcast_address,
    "first": lambda ip, p: next(iter(net(ip, p).hosts())),
    "last": lambda ip, p: net(ip, p)[-1] if int(p) > 30 else net(ip, p)[-2],
    "hosts": lambda p: net("0.0.0.0", p).num_addresses - (2 if int(p) < 31 else 0),
    "mask": lambda p: net("0.0.0.0", p).netmask,
    "wildcard": lambda p: net("0.0.0.0", p).hostmask,
    "prefix_of": lambda mask: ipaddress.ip_network(f"0.0.0.0/{mask}").prefixlen,
    "contains": lambda ip, p, other: "yes" if ipaddress.ip_address(other) in net(ip, p) else "no",
    "summary": summary,
    "offset": lambda ip, n: ipaddress.ip_address(ip) + int(n),
    "bin": lambda n: format(int(n), "b"),
    "short": lambda six: ipaddress.ip_address(six).compressed,
    "full": lambda six: ipaddress.ip_address(six).exploded,
    "network6": lambda six, p: net(six, p).network_address,
    "slaac": slaac,
}
for line in sys.stdin:
    name, *given = line.split()
    print(answers[name](*given))
