//! A formula of TeX in one line of Unicode.

use super::signs;

/// Groups that may lie one in another.
const DEEPEST: usize = 20;

/// The formula as it can be read in a terminal; `None` where it needs more than a line: matrices, or what is not known here.
pub(super) fn line(tex: &str) -> Option<String> {
    let mut reader = Reader { rest: tex, depth: 0 };
    let line = reader.group(None)?;
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    /// Reads on to `end`, or to the end of all where there is none.
    fn group(&mut self, end: Option<char>) -> Option<String> {
        let mut out = String::new();
        loop {
            let Some(c) = self.rest.chars().next() else {
                return end.is_none().then_some(out);
            };
            if Some(c) == end {
                self.pass(c);
                return Some(out);
            }
            match c {
                '^' | '_' => {
                    self.pass(c);
                    let script = self.argument()?;
                    out.push_str(&shifted(&script, c));
                }
                '}' | '&' => return None,
                _ => out.push_str(&self.atom()?),
            }
        }
    }

    /// A group, a command with its arguments, or a character.
    fn atom(&mut self) -> Option<String> {
        let c = self.rest.chars().next()?;
        self.pass(c);
        match c {
            '{' => self.inner('}'),
            '\\' => self.command(),
            '~' | '\n' => Some(" ".to_owned()),
            '\'' => Some("′".to_owned()),
            c => Some(c.to_string()),
        }
    }

    fn inner(&mut self, end: char) -> Option<String> {
        self.depth += 1;
        let inner = if self.depth > DEEPEST { None } else { self.group(Some(end)) };
        self.depth -= 1;
        inner
    }

    /// What a command or a script takes: a group, or one character.
    fn argument(&mut self) -> Option<String> {
        self.rest = self.rest.trim_start();
        self.atom()
    }

    fn command(&mut self) -> Option<String> {
        let end = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        if end == 0 {
            let c = self.rest.chars().next()?;
            self.pass(c);
            return match c {
                ',' | ';' | ':' | ' ' => Some(" ".to_owned()),
                '!' => Some(String::new()),
                '|' => Some("‖".to_owned()),
                '{' | '}' | '%' | '$' | '#' | '_' | '&' => Some(c.to_string()),
                // A new row.
                _ => None,
            };
        }
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        self.named(name)
    }

    fn named(&mut self, name: &str) -> Option<String> {
        match name {
            "frac" | "dfrac" | "tfrac" => {
                let (above, below) = (self.argument()?, self.argument()?);
                Some(format!("{}/{}", held(&above), held(&below)))
            }
            "binom" => {
                let (above, below) = (self.argument()?, self.argument()?);
                Some(format!("C({above}, {below})"))
            }
            "sqrt" => {
                let root = if self.rest.starts_with('[') {
                    self.pass('[');
                    shifted(&self.inner(']')?, '^')
                } else {
                    String::new()
                };
                Some(format!("{root}√{}", held(&self.argument()?)))
            }
            "mathbb" => Some(self.argument()?.chars().map(signs::double_struck).collect()),
            "pmod" => Some(format!("(mod {})", self.argument()?)),
            name if signs::PLAIN.contains(&name) => self.argument(),
            name => match signs::OVER.iter().find(|(known, _)| *known == name) {
                Some((_, mark)) => Some(self.argument()?.chars().flat_map(|c| [c, *mark]).collect()),
                None => signs::of(name).map(str::to_owned),
            },
        }
    }

    fn pass(&mut self, c: char) {
        self.rest = &self.rest[c.len_utf8()..];
    }
}

/// A script raised or lowered, in brackets where Unicode has no such characters.
fn shifted(script: &str, way: char) -> String {
    let one = |c| if way == '^' { signs::raised(c) } else { signs::lowered(c) };
    let plain: String = script.chars().filter(|c| !c.is_whitespace()).collect();
    let all: Option<String> = plain.chars().map(one).collect();
    match all {
        Some(all) => all,
        None if script == "∘" => "°".to_owned(),
        None if script.chars().nth(1).is_none() => format!("{way}{script}"),
        None => format!("{way}({script})"),
    }
}

/// In brackets, where a fraction or a root would otherwise end too early.
fn held(text: &str) -> String {
    let text = text.trim();
    let is_one = text.chars().all(|c| c.is_alphanumeric() || c == '.') || text.chars().nth(1).is_none();
    if is_one { text.to_owned() } else { format!("({text})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_read_in_one_line() {
        for (tex, wanted) in [
            ("2^{32-n} - 2", "2³²⁻ⁿ - 2"),
            (r"\frac{2^{8}}{2} \le 128", "2⁸/2 ≤ 128"),
            (r"\frac{a+b}{2c}", "(a+b)/2c"),
            (r"\sqrt{x} + \sqrt[3]{x+1}", "√x + ³√(x+1)"),
            (r"\alpha_1 \cdot \vec{F}", "α₁ · F\u{20d7}"),
            (r"\int_{0}^{\infty} e^{-x}\,dx", "∫₀^∞ e⁻ˣ dx"),
            (r"x \in \mathbb{R}, \text{where } x \neq 0", "x ∈ ℝ, where x ≠ 0"),
            (r"90^\circ", "90°"),
            (r"\left( \frac{1}{2} \right)", "( 1/2 )"),
            (r"\{a\} \% ", "{a} %"),
            (r"\ce{H2O}", "H2O"),
        ] {
            assert_eq!(line(tex).as_deref(), Some(wanted), "{tex}");
        }
    }

    #[test]
    fn what_takes_more_than_a_line_is_none() {
        for tex in [
            r"\begin{matrix} a & b \\ c & d \end{matrix}",
            r"a \\ b",
            r"\unknown{x}",
            "{",
            "}",
            "^",
            "",
            r"\frac{a}",
        ] {
            assert_eq!(line(tex), None, "{tex}");
        }
        assert_eq!(line(&"{".repeat(10_000)), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_harm(tex in r"([\\{}^_&\[\]a-z0-9 ]|\\frac|\\sqrt|\PC){0,60}") {
            let _ = line(&tex);
        }
    }
}
