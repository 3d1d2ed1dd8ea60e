"""Answers every computed question of the built-in decks, from what a learner sees and nothing else.

Reads one question a line from standard input, as JSON: `question`, the `form` a typed answer is asked for in, and `given`, the
answers to judge: the options of a choice, or the solution and the typical mistakes of a typed question. Writes a line for each:
`answer`, where one is typed, and `right`, whether each of those given is. A question that it does not know it answers with null.

Each function below knows one wording. It shares nothing with the program: addresses are those of Python, and ports, distances
and the like stand here once more.
"""

import ipaddress
import json
import re
import sys
from fractions import Fraction

SOLVERS = []


def asks(wording):
    """Lets the function answer questions that read so. `<name>` stands for what has no space, `<name:…>` for that pattern."""

    def named(hole):
        return f"(?P<{hole[1]}>{hole[2] or '[^ ,;?]+?'})"

    parts = re.split(r"(<\w+(?::[^<>]+)?>)", wording)
    pattern = "".join(
        re.sub(r"<(\w+)(?::([^<>]+))?>", named, part) if part.startswith("<") else re.escape(part) for part in parts
    )

    def keep(solve):
        SOLVERS.append((re.compile(pattern), solve))
        return solve

    return keep


def whole(text):
    """A whole number, whose thousands may be parted."""
    return int(re.sub("[, ]", "", text))


def address(text):
    return ipaddress.ip_address(text)


def network(text):
    """The network of an address with its prefix length or mask."""
    return ipaddress.ip_network(text, strict=False)


def is_network(text):
    """Whether it is a network, with no bit set behind its prefix."""
    try:
        return bool(ipaddress.ip_network(text))
    except ValueError:
        return False


def hosts(net):
    """The first and the last address that a host can have, and how many there are."""
    usable = list(net.hosts()) if net.prefixlen >= 24 else None
    if usable:
        return usable[0], usable[-1], len(usable)
    return net[1], net[-2], net.num_addresses - 2


def smallest(count):
    """The longest prefix of IPv4 that has room for `count` hosts."""
    return next(prefix for prefix in range(30, -1, -1) if network(f"0.0.0.0/{prefix}").num_addresses - 2 >= count)


def span(text):
    """Both ends of `192.0.2.1 to 192.0.2.9`."""
    first, last = text.split(" to ")
    return address(first), address(last)


def octets(text):
    """The bits of an octet as they are added up in one's head."""
    return sum(value for value, bit in zip((128, 64, 32, 16, 8, 4, 2, 1), text, strict=True) if bit == "1")


def ones(text):
    """How many ones a mask begins with, where they are all it has."""
    bits = f"{int(address(text)):032b}"
    return bits.count("1") if "01" not in bits else None


READERS = {
    "dec": whole,
    "number": whole,
    "binary": lambda text: int(text.replace(" ", ""), 2),
    "hex": lambda text: int(text, 16),
    "prefix": lambda text: int(text.removeprefix("/")),
    "mask": ones,
    "address": address,
    "ipv6-short": lambda text: text if address(text).compressed == text else None,
    "ipv6-full": lambda text: text if address(text).exploded == text else None,
}

WRITERS = {
    "binary": lambda value: f"{value:08b}",
    "hex": lambda value: f"{value:02X}",
    "prefix": lambda value: f"/{value}",
    "mask": lambda value: str(network(f"0.0.0.0/{value}").netmask),
}


# Number systems


@asks("Write the octet <bits> in decimal.")
def bin_dec(bits):
    return octets(bits)


@asks("Write <n> as an octet in binary, with eight digits.")
def dec_bin(n):
    return next(value for value in range(256) if octets(f"{value:08b}") == int(n))


@asks("Write hexadecimal <digits> in decimal.")
def hex_dec(digits):
    high, low = ("0123456789abcdef".index(digit) for digit in digits.lower())
    return 16 * high + low


@asks("Write <n> in hexadecimal.")
def dec_hex(n):
    return next(value for value in range(256) if f"{value:x}" == "%x" % int(n))


@asks("Write <high> <low> as two hexadecimal digits.")
def bin_hex(high, low):
    return octets(high + low)


@asks("Write hexadecimal <digits> as eight bits.")
def hex_bin(digits):
    return hex_dec(digits)


@asks("How many different values can <n> bits have?")
def power(n):
    return sum(1 for _ in range(int("1" * int(n), 2) + 1))


@asks("How many bits does it take to tell <n> things apart?")
def bits_for(n):
    return len(f"{int(n) - 1:b}")


@asks("An octet of a mask is <bits>. What is that in decimal?")
def mask_octet(bits):
    return octets(bits)


@asks("Write <bits> as an IPv4 address in decimal.")
def address_octet(bits):
    return address(bytes(octets(octet) for octet in bits.split(".")))


# Kinds of address


@asks("What kind of address is <ip>?")
def kind(ip):
    ip = address(ip)
    kinds = {"loopback": ip.is_loopback, "link-local": ip.is_link_local, "multicast": ip.is_multicast}
    kinds["private"] = ip.is_private and not any(kinds.values())
    kinds["public"] = ip.is_global and not any(kinds.values())
    return lambda option: kinds[option]


@asks("By its first octet, to which class did <ip> belong?")
def address_class(ip):
    bits = f"{int(address(ip)):032b}"
    begin = next(begin for begin in ("0", "10", "110", "1110", "1111") if bits.startswith(begin))
    return "class " + {"0": "A", "10": "B", "110": "C", "1110": "D", "1111": "E"}[begin]


@asks("What kind of IPv6 address is <ip>?")
def kind6(ip):
    blocks = {
        "global unicast": "2000::/3",
        "unique local": "fc00::/7",
        "link-local": "fe80::/10",
        "multicast": "ff00::/8",
    }
    return lambda option: address(ip) in network(blocks[option])


# Masks


@asks("How many hosts can a /<prefix> have?")
@asks("How many hosts can a network with the mask <prefix> have?")
def host_count(prefix):
    return hosts(network(f"10.0.0.0/{prefix}"))[2]


@asks("Write /<prefix> as a mask.")
def mask_of(prefix):
    return int(prefix)


@asks("Write the mask <mask> as a prefix.")
def prefix_of(mask):
    return f"{int(address(mask)):b}".count("1")


@asks("How far apart do networks of /<prefix> begin, in octet <n>?")
def step(prefix, n):
    first = network(f"10.0.0.0/{prefix}")
    return (first[-1] + 1).packed[int(n) - 1] - first[0].packed[int(n) - 1]


@asks("Which wildcard mask belongs to <mask>?")
def wildcard(mask):
    return network(f"0.0.0.0/{mask}").hostmask


# Subnets


@asks("Which network does <ip> belong to?")
def network_of(ip):
    return network(ip).network_address


@asks("What is the broadcast address of the network of <ip>?")
def broadcast_of(ip):
    return network(ip).broadcast_address


@asks("What is the first host address in the network of <ip>?")
def first_host(ip):
    return hosts(network(ip))[0]


@asks("What is the last host address in the network of <ip>?")
def last_host(ip):
    return hosts(network(ip))[1]


@asks("Where does the network after that of <ip> begin?")
def next_network(ip):
    return network(ip)[-1] + 1


@asks("A PC has <ip>. Which of these does it reach without a router?")
@asks("Which of these can be the default gateway of a PC with <ip>?")
def near(ip):
    own = ipaddress.ip_interface(ip)
    assert own.ip in own.network.hosts(), "the address is no host"
    return lambda option: address(option) != own.ip and address(option) in set(own.network.hosts())


@asks("What is <ip> in a network with prefix /<prefix>?")
def role(ip, prefix):
    ip, net = address(ip), network(f"{ip}/{prefix}")
    roles = {
        "the network address": ip == net.network_address,
        "the broadcast address": ip == net.broadcast_address,
        "an address for a host": ip in set(net.hosts()),
        "no valid address": False,
    }
    return lambda option: roles[option]


@asks("Which addresses can hosts have in the network of <ip>?")
def host_range(ip):
    return lambda option: span(option) == hosts(network(ip))[:2]


# Plans


@asks("What is the longest prefix that has room for <n> hosts?")
def prefix_for(n):
    return smallest(int(n))


@asks("A subnet needs room for <n> hosts, and should be as small as possible. Which mask does it get?")
def mask_for(n):
    return str(network(f"0.0.0.0/{smallest(int(n))}").netmask)


@asks("A /<p> is divided into subnets of /<q>. How many are there?")
@asks("A site gets a /<p>. How many /<q> subnets does it hold?")
def how_many(p, q):
    base = "2001:db8::" if int(q) > 32 else "10.0.0.0"
    return network(f"{base}/{p}").num_addresses // network(f"{base}/{q}").num_addresses


@asks("A /<p> is divided into at least <n> subnets of equal size, each as large as possible. Which prefix do they get?")
def prefix_for_subnets(p, n):
    return next(q for q in range(int(p), 33) if 1 << (q - int(p)) >= int(n))


@asks("A /<p> is divided into <n> equal subnets. How many hosts can each have?")
def hosts_each(p, n):
    return network(f"10.0.0.0/{p}").num_addresses // int(n) - 2


@asks("<net> is divided into subnets of /<p>. Where does subnet number <n> begin, if the first is number 1?")
def nth(net, p, n):
    return list(ipaddress.ip_network(net).subnets(new_prefix=int(p)))[int(n) - 1].network_address


@asks(
    "From <net>, an office with <big> hosts gets the first block, then a laboratory with <small> hosts the next. "
    "Which network does the laboratory get?"
)
def vlsm(net, big, small):
    whole_net = ipaddress.ip_network(net)
    office = next(whole_net.subnets(new_prefix=smallest(int(big))))
    rooms = whole_net.subnets(new_prefix=smallest(int(small)))
    return str(next(room for room in rooms if not room.overlaps(office)))


@asks("Which route joins the <n> networks <first> to <last>, and no others?")
def join(n, first, last):
    ends = int(address(first.split("/")[0])), int(address(last.split("/")[0]))
    joined = [ipaddress.ip_network((at, 24)) for at in range(ends[0], ends[1] + 1, 256)]
    assert len(joined) == int(n), "the networks are not so many"
    return lambda option: is_network(option) and [network(option)] == list(ipaddress.collapse_addresses(joined))


@asks("Which is the smallest network that holds both <one> and <two>?")
def summary(one, two):
    both = network(one), network(two)

    def holds(net):
        return all(part.subnet_of(net) for part in both)

    def is_right(option):
        net = ipaddress.ip_network(option)
        return holds(net) and not any(holds(half) for half in net.subnets())

    return lambda option: is_network(option) and is_right(option)


@asks("An access list names <net> <mask>. Which address does it match?")
def wildcard_match(net, mask):
    fixed = ~int(address(mask))
    return lambda option: int(address(option)) & fixed == int(address(net)) & fixed


# IPv6


@asks("Write <ip> as short as possible.")
def shorten(ip):
    return address(ip).compressed


@asks("Write <ip> in full, eight groups of four digits.")
def expand(ip):
    return address(ip).exploded


@asks("How many groups of zeros does :: stand for in <ip>?")
def missing(ip):
    groups = address(ip).exploded.split(":")
    assert groups.count("0000") == 8 - len([group for group in ip.split(":") if group]), "more groups are zero"
    return groups.count("0000")


@asks("Which interface identifier does EUI-64 make from the MAC address <mac>?")
def eui(mac):
    octet = list(bytes.fromhex(mac.replace(":", "")))
    octet[0] ^= 0b10
    made = bytes(octet[:3] + [0xFF, 0xFE] + octet[3:])
    wanted = [int.from_bytes(made[at : at + 2], "big") for at in range(0, 8, 2)]
    return lambda option: [int(group, 16) for group in option.split(":")] == wanted


@asks("Which /64 does <ip> belong to?")
def prefix_64(ip):
    return lambda option: is_network(option) and network(option) == network(f"{ip}/64")


# DHCP


@asks("A DHCP lease runs for <h> hours. After how many hours does the client first ask for more time, by the usual timers?")
def t1(h):
    return Fraction(int(h)) * Fraction("0.5")


@asks(
    "A DHCP lease runs for <h> hours, and its server is silent. After how many hours does the client turn to any server, "
    "by the usual timers?"
)
def t2(h):
    return Fraction(int(h)) * Fraction("0.875")


@asks("A DHCP lease of <h> hours began at <start>:00. When does the client first ask for more time, by the usual timers?")
def renew_clock(h, start):
    minutes = int(start) * 60 + int(h) * 30
    return lambda option: option == f"{minutes // 60 % 24:02}:{minutes % 60:02}"


@asks("A DHCP scope reaches from <a> to <b>; <c> to <d> are excluded. How many addresses can be leased?")
def scope_size(a, b, c, d):
    def between(first, last):
        return {address(number) for number in range(int(address(first)), int(address(last)) + 1)}

    return len(between(a, b) - between(c, d))


@asks("The router of <net> has the address <router>. Which range can be the DHCP scope?")
def scope_fits(net, router):
    free = [host for host in ipaddress.ip_network(net).hosts() if host != address(router)]

    def is_right(option):
        first, last = span(option)
        return first <= last and all(address(number) in free for number in range(int(first), int(last) + 1))

    return is_right


# DNS


@asks("Under which name do you find the PTR record of <ip>?")
def reverse(ip):
    return address(ip).reverse_pointer


@asks(
    "Mail servers of a domain: <a> with preference <x>, <b> with preference <y>, <c> with preference <z>. "
    "Which one does a sender try when the first choice is down?"
)
def mx(**told):
    return sorted((int(told[number]), told[name]) for name, number in ("ax", "by", "cz"))[1][1]


@asks("A DNS record has the TTL <seconds>. For how many minutes may a cache keep it?")
def ttl_time(seconds):
    return Fraction(int(seconds), 60)


# Commands


@asks(
    "ping -f -l <n> gets through, one byte more does not. "
    "How large is the MTU of the path, with 20 bytes of IP header and 8 of ICMP?"
)
def mtu(n):
    return sum((20, 8, int(n)))


@asks("A host sends its replies with TTL <start>. Your ping shows TTL=<left>. How many routers did the reply pass?")
def hops(start, left):
    return len(range(int(left), int(start)))


@asks("A packet starts with TTL <start> and passes <r> routers. With which TTL does it arrive?")
def ttl_left(start, r):
    ttl = int(start)
    for _ in range(int(r)):
        ttl -= 1
    return ttl


@asks("ipconfig shows address <ip>, mask <mask>, gateway <gate>. What is wrong?")
def what_is_wrong(ip, mask, gate):
    net = network(f"{ip}/{mask}")
    wrong = {
        "The address is the network address.": address(ip) == net.network_address,
        "The address is the broadcast.": address(ip) == net.broadcast_address,
        "The gateway is in another subnet.": address(gate) not in net,
        "The mask is not valid.": "01" in f"{int(address(mask)):032b}",
    }
    return lambda option: wrong[option]


# Routing and switching


@asks("Routes: <routes:.*>. To which next hop does a packet for <ip> go?")
def next_hop(routes, ip):
    hops = [route.split(" to ") for route in routes.split("; ")]
    fitting = [(network(route).prefixlen, hop) for route, hop in hops if address(ip) in ipaddress.ip_network(route)]
    return "router " + max(fitting)[1]


DISTANCES = {"a static route": 1, "external BGP": 20, "EIGRP": 90, "OSPF": 110, "RIP": 120}


@asks("A Cisco router knows the same prefix from <one:.*> and from <two:.*>. Which one does it use?")
def distance(one, two):
    return min(one, two, key=DISTANCES.__getitem__)


@asks("Three switches, priority and end of the MAC address: <switches:.*>. Which one becomes the root bridge?")
def root(switches):
    told = re.findall(r"(\w+) (\d+), ([0-9a-f]{2})(?:; |$)", switches)
    assert len(told) == 3, "there are not three"
    return min(told, key=lambda switch: (int(switch[1]), int(switch[2], 16)))[0]


# Ports, rules and logs

PORTS = {22: "SSH", 23: "Telnet", 25: "SMTP", 80: "HTTP", 389: "LDAP", 443: "HTTPS", 445: "SMB", 3389: "RDP"}


def serving(one, two):
    """The side with a permanent port, out of two that are not both below 49152."""
    (server,) = [end for end in (one, two) if int(end.split(":")[1]) < 49152]
    return server.split(":")


@asks("A log shows TCP <one> -> <two>. Which address is the server's?")
def which_serves(one, two):
    return address(serving(one, two)[0])


@asks("A log shows TCP <one> -> <two>. Which service is used?")
def which_service(one, two):
    return PORTS[int(serving(one, two)[1])]


@asks("<rules:1: .*>. Which rule decides about <ip> to TCP <port>?")
def first_rule(rules, ip, port):
    for number, rule in re.findall(r"(\d): ((?:[^.]|\.\d)+)", rules):
        told = re.fullmatch(r"(?:deny|permit) (?:the rest|TCP(?: (\d+))? from (\S+))", rule)
        only, source = told.groups()
        if (only or port) == port and (source in (None, "any") or address(ip) in ipaddress.ip_network(source)):
            return f"number {number}"


@asks("By the A+ rule of thumb: is port <n> ephemeral?")
def ephemeral(n):
    return "Yes, it is temporary (ephemeral)." if int(n) > 1023 else "No, it is permanent (non-ephemeral)."


@asks("IANA: which range is port <n> in?")
def iana(n):
    ranges = {
        "System (well-known)": range(0, 0x400),
        "User (registered)": range(0x400, 0xC000),
        "Dynamic (private)": range(0xC000, 0x10000),
    }
    return lambda option: int(n) in ranges[option]


# Cables and Wi-Fi


@asks("A file arrives at <m> Mbit/s. How many megabytes is that per second?")
def megabytes(m):
    return Fraction(int(m) * 1_000_000, 8 * 1_000_000)


@asks("A switch has a power budget of <budget> W. How many devices of <w> W each can it feed?")
def poe(budget, w):
    return max(count for count in range(int(budget)) if count * int(w) <= int(budget))


@asks(
    "A twisted-pair link has <n> m in the wall and patch cables of <a> m and <b> m. "
    "How many metres are left before it is too long?"
)
def patch(**told):
    return 100 - sum(int(metres) for metres in told.values())


@asks("What is the centre frequency of channel <c> in the 5 GHz band, in MHz?")
def centre(c):
    return dict(zip(range(36, 68, 4), range(5180, 5340, 20), strict=False))[int(c)]


@asks("Two access points nearby use channels <a> and <b> at 2.4 GHz. Do they disturb each other?")
def overlap(a, b):
    centres = [{1: 2412, 6: 2437, 11: 2462}.get(int(n), 2412 + (int(n) - 1) * 5) for n in (a, b)]
    is_apart = abs(centres[0] - centres[1]) >= 2437 - 2412
    return "No, they are far enough apart." if is_apart else "Yes, they overlap."


def solved(question):
    """What is right for a question: a value for a typed one, a text or a test of options for a choice. None if it is unknown."""
    found = [(match, solve) for wording, solve in SOLVERS if (match := wording.fullmatch(question))]
    if len(found) != 1:
        return None
    match, solve = found[0]
    return solve(**match.groupdict())


def judged(answer, form, text):
    """Whether `text` is right."""
    if form is None:
        return answer(text) if callable(answer) else text == answer
    try:
        return READERS[form](text) == answer
    except ValueError:
        return False


def main():
    for line in sys.stdin:
        asked = json.loads(line)
        answer, form = solved(asked["question"]), asked["form"]
        if answer is None:
            print("null")
            continue
        told = {"right": [judged(answer, form, text) for text in asked["given"]]}
        if form is not None:
            told["answer"] = WRITERS.get(form, str)(answer)
        print(json.dumps(told))


if __name__ == "__main__":
    main()
