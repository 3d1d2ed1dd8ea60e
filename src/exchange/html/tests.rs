//! What HTML becomes, and that nothing breaks on the way.

use super::*;
use crate::exchange::report::Lost;

fn read(html: &str) -> (String, Report) {
    let mut report = Report::default();
    let text = markdown(html, &mut report, &Place::Line(1));
    (text, report)
}

#[test]
fn styles_lists_and_lines_become_our_markdown() {
    for (html, wanted) in [
        ("a<br>b", "a\\\nb"),
        ("a<br /><br>b", "a\n\nb"),
        ("a<div>b</div><div><br></div><div>c</div>", "a\\\nb\n\nc"),
        ("<b>TCP</b> is <i>reliable</i>: <code>ss -t</code>", "**TCP** is *reliable*: `ss -t`"),
        ("<STRONG>a </STRONG>b", "**a** b"),
        ("<p>a</p><ul><li>b</li><li>c<ol><li>d</li></ol></li></ul>", "a\n\n- b\n- c\n    1. d"),
        ("<pre>x\n  y &lt; z</pre>", "```\nx\n  y < z\n```"),
        ("2<sup>16</sup> H<sub>2</sub>O x<sup>n</sup>", "2¹⁶ H₂O x^n"),
        ("a&nbsp;&amp;&nbsp;b &#65;&#x42; &hellip; &unknown;", "a & b AB … &unknown;"),
        ("a<!-- hidden -->b<script>alert()</script>", "ab"),
        ("Vec<T> and 1 < 2 > 0", "Vec<T> and 1 < 2 > 0"),
        ("2*3*4 and snake_case", "2\\*3\\*4 and snake_case"),
        ("&lt;b&gt; is bold", "\\<b> is bold"),
    ] {
        assert_eq!(read(html).0, wanted, "{html}");
    }
}

#[test]
fn cells_stand_side_by_side_with_a_dot_between_them() {
    for (html, wanted) in [
        (
            "<table><tr><th>Port</th><th>Name</th></tr><tr><td>22</td><td>SSH</td></tr></table>",
            "Port · Name\\\n22 · SSH",
        ),
        (
            "<table><tr><th>22</th><td>SSH</td></tr><tr><th>23</th><td>Telnet</td></tr></table>x",
            "22 · SSH\\\n23 · Telnet\n\nx",
        ),
        (
            "<table>\n<tr>\n<td><p>22</p></td>\n<td><p>SSH</p></td>\n</tr>\n<tr>\n<td><p>23</p></td>\n</tr></table>",
            "22 · SSH\\\n23",
        ),
        (
            "<table><tr><td></td><td>TCP</td><td></td></tr><tr><td>a</td><td></td><td>b</td></tr></table>",
            "· TCP\\\na · · b",
        ),
        (
            "<table><caption>Ports</caption><tr><td><b>22</b></td><td>SSH</td></tr></table>",
            "Ports\\\n**22** · SSH",
        ),
    ] {
        assert_eq!(read(html).0, wanted, "{html}");
    }
}

#[test]
fn an_indent_of_fixed_blanks_is_kept_and_code_of_several_lines_is_a_listing() {
    for (html, wanted) in [
        (
            "<code>for i in x:<br>&nbsp;&nbsp;&nbsp;&nbsp;print(i)</code>",
            "```\nfor i in x:\n    print(i)\n```",
        ),
        ("<div>if a:</div><div>&nbsp; &nbsp; b()</div>", "```\nif a:\n    b()\n```"),
        ("if a:<br>\u{a0}\u{a0}<b>b</b>()", "```\nif a:\n  b()\n```"),
        ("Look:<br><code>a</code><br><code>b</code><br>so", "Look:\n\n```\na\nb\n```\n\nso"),
        ("<code>a</code><br>b", "`a`\\\nb"),
        ("a<br>&nbsp;b", "a\\\nb"),
        ("&nbsp;&nbsp;a&nbsp;&nbsp;b", "a  b"),
        ("<ul><li>a<br>&nbsp;&nbsp;b</li></ul>", "- a\\\n  b"),
    ] {
        assert_eq!(read(html).0, wanted, "{html}");
    }
}

#[test]
fn pictures_sounds_and_colours_are_counted() {
    let (text, report) =
        read("<span style=\"color:red\">x</span><img src='a/b.png'>[sound:c.mp3] <img alt=src>");
    assert_eq!(text, "x");
    assert_eq!([Lost::Image, Lost::Sound, Lost::Formatting].map(|lost| report.count(lost)), [2, 1, 1]);
    assert_eq!(report.losses()[0].places[0].1.as_deref(), Some("b.png"));
}

#[test]
fn videos_scripts_styles_and_formulas_are_counted_by_their_own_names() {
    let (text, report) = read(
        "<style>.a{}</style>a<script>b()</script> \\(x\\\\y\\)<video src=\"c.webm\"></video>[sound:d.mp4][sound:e.ogg]",
    );
    assert_eq!(text, "a \\\\(x\\\\\\\\y\\\\)");
    let counts = [Lost::Hidden, Lost::Formula, Lost::Video, Lost::Sound].map(|lost| report.count(lost));
    assert_eq!(counts, [2, 1, 2, 1]);
}

#[test]
fn media_have_a_place_where_they_are_kept() {
    let mut report = Report::default();
    let html = "<b>Which</b><br><img src=\"a b.png\" alt=\"a plug\">\u{f000}[sound:c.mp3]<img src=gone.png>";
    let text = markdown_with_media(html, &mut report, &Place::Line(1), &mut |medium| {
        let Medium { name, alt, is_played } = medium;
        (name != "gone.png").then(|| format!("<{name} {alt} {is_played}>"))
    });
    assert_eq!(text, "**Which**\\\n<a b.png a plug false><c.mp3  true>");
    assert_eq!(report.count(Lost::Image), 1);
}

#[test]
fn formulas_are_set_in_a_line_where_that_can_be_done() {
    assert_eq!(read("so \\(x^2 &lt; \\frac{a}{b}\\)").0, "so x² < a/b");
}

#[test]
fn an_entity_cannot_smuggle_an_escape() {
    assert_eq!(read("&#27;[2J&#x202e;").0, "␛[2J\u{fffd}");
}

#[test]
fn html_is_told_from_text() {
    assert!(is_likely("a<br>b") && is_likely("&nbsp;") && is_likely("<DIV class=x>"));
    assert!(!is_likely("Vec<T>, a < b > c, AT&T; <http://x.y>"));
}

#[test]
fn what_was_written_reads_back() {
    for text in [
        "a\\\nb\n\n**c** *d* `e`",
        "- a\n- b\n\nc",
        "1. a\n2. b",
        "```\na  <b>\n\n c\n```",
        "2\\*3\\*4 \\<b> & &amp;",
    ] {
        let back = read(&of(text)).0;
        assert_eq!(prose::seen(&back), prose::seen(text), "{} {back}", of(text));
    }
}

proptest::proptest! {
    #[test]
    fn any_html_is_read_without_harm(
        html in "([<>/&;#\"' \n]|<b>|</b>|<ul>|<li>|<pre>|<!--|[a-z]{1,4}|\\PC){0,40}"
    ) {
        proptest::prop_assert!(crate::source::is_clean(&read(&html).0));
    }
}
