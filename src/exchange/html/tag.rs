//! Tags.

/// A tag as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its name in lower case.
    pub(super) name: &'static str,
    /// Whether it closes what another one opened.
    pub(super) closes: bool,
    /// The rest, up to the bracket.
    pub(super) attributes: &'a str,
    /// How many bytes it takes.
    pub(super) len: usize,
}

/// The tag that `text` begins with, if HTML has one of that name: `Vec<T>` is no HTML.
pub(super) fn of(text: &str) -> Option<Tag<'_>> {
    let inside = text.strip_prefix('<')?;
    // The next bracket decides, so that many openings without an end are still quick to look through.
    let end = inside.find(['<', '>']).filter(|end| inside[*end..].starts_with('>'))?;
    let inside = &inside[..end];
    let closes = inside.starts_with('/');
    let rest = inside.strip_prefix('/').unwrap_or(inside);
    let name_end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (name, attributes) = rest.split_at(name_end);
    if !attributes.is_empty() && !attributes.starts_with([' ', '\n', '/']) {
        return None;
    }
    let name = NAMES.iter().find(|known| known.eq_ignore_ascii_case(name))?;
    Some(Tag { name, closes, attributes, len: end + 2 })
}

impl<'a> Tag<'a> {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let at = self.attributes.match_indices(name).find(|(at, _)| {
            self.attributes[..*at].ends_with([' ', '\n', '"', '\''])
                && self.attributes[at + name.len()..].trim_start().starts_with('=')
        })?;
        let value = self.attributes[at.0 + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split(quote).next(),
            _ => value.split([' ', '\n', '/']).next(),
        }
    }
}

/// The tags that are taken for tags.
const NAMES: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "audio",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "ins",
    "kbd",
    "label",
    "li",
    "main",
    "mark",
    "nobr",
    "object",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];
