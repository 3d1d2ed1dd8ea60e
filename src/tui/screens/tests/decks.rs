//! The decks that are played.

/// One card of every kind, in the order they are asked.
pub(super) const KINDS: &str = r#"
[deck]
id = "all"
title = "Every kind of card"
source = "RFC 2131"
[[card]]
id = "lease"
front = "What is a DHCP *lease*?"
back = "Permission to use an address for a limited time."
explain = "It must be renewed; the server can then reuse addresses that nobody renews."
[[card]]
id = "port"
question = "On which UDP port does a DHCP **server** listen?"
answer = 67
accept = ["udp 67"]
hint = "The client has the next number."
mnemonic = "**S**even = **S**erver"
practice = "Relays listen there too."
explain = "The answer comes back to 68, because it may be a broadcast."
[[card]]
id = "renew"
question = "A DHCP client renews by broadcast at T1."
answer = false
explain = "At T1 it asks its own server by unicast."
[[card]]
id = "ack"
question = "Which message carries the server's confirmation?"
answer = "DHCPACK"
wrong = ["DHCPOFFER", "DHCPREQUEST", { text = "DHCPNAK", why = "That is the refusal." }]
last = "None of these"
[[card]]
id = "client"
question = "Which messages does the **client** send?"
answer = ["DHCPDISCOVER", "DHCPREQUEST"]
wrong = ["DHCPOFFER", "DHCPACK"]
[[card]]
id = "holes"
cloze = "The server hears on UDP {{67}}, the client on UDP {{68|one more}}."
holes = "together"
[[card]]
id = "dora"
question = "Put the messages of a new lease in order."
order = ["DHCPDISCOVER", "DHCPOFFER", "DHCPREQUEST", "DHCPACK"]
[[card]]
id = "mail"
question = "Match each protocol to its port."
match = [["POP3", "110"], ["IMAP", "143"], ["SMTP", "25"]]
extra = ["161"]
[[card]]
id = "sort"
question = "TCP or UDP?"
classify = { TCP = ["HTTPS", "SSH"], UDP = ["DHCP", "TFTP"] }
"#;

/// Its kinds, and the keys that give each up.
pub(super) const GIVING_UP: [(&str, &str); 9] = [
    ("flip", "d"),
    ("typed", "<enter>"),
    ("truth", "d"),
    ("choice", "d"),
    ("choices", "d"),
    ("holes", "<enter><enter>"),
    ("order", "d"),
    ("match", "d"),
    ("classify", "d"),
];

/// Two typed cards.
pub(super) const TWO: &str = r#"
[deck]
id = "two"
title = "Two ports"
[[card]]
id = "ssh"
question = "Which port does SSH use?"
answer = 22
[[card]]
id = "dns"
question = "Which port does DNS use?"
answer = 53
"#;

/// One card whose explanation is longer than a screen, with a diagram and wide characters.
pub(super) const LONG: &str = r#"
[deck]
id = "long"
title = "A deck with a title that is far too long for any screen on which a learner studies it: 表表表表 👩‍👩‍👧"
[[card]]
id = "long"
question = "Ein langes Wort, Donaudampfschifffahrtsgesellschaftskapitän, and 表表表表表表表表表表 and 👩‍👩‍👧 in a question that goes on and on until it needs more than one line on every screen?"
answer = "yes"
explain = """
One paragraph.

```
client                                                          server
  |---- DHCPDISCOVER ------------------------------------------->|
  |<--- DHCPOFFER -----------------------------------------------|
  |---- DHCPREQUEST -------------------------------------------->|
  |<--- DHCPACK -------------------------------------------------|
```

- a point
- another point
- a third point

Another paragraph with enough words in it to be wrapped at every width that has to be looked at here and now.

The end of it.
"""
"#;

/// So many decks of one card each.
pub(super) fn many(count: usize) -> Vec<String> {
    let deck = |number: usize| {
        format!(
            "[deck]\nid = \"d{number}\"\ntitle = \"Deck number {number}\"\n\
             [[card]]\nid = \"c\"\nquestion = \"How much is {number}?\"\nanswer = {number}\n"
        )
    };
    (1..=count).map(deck).collect()
}

/// One deck of so many cards.
pub(super) fn large(cards: usize) -> String {
    let card = |number: usize| {
        format!("[[card]]\nid = \"c{number}\"\nquestion = \"How much is {number}?\"\nanswer = {number}\n")
    };
    let cards: String = (1..=cards).map(card).collect();
    format!("[deck]\nid = \"large\"\ntitle = \"Large\"\n{cards}")
}
