//! Text from filings and rule files as text, whatever markup it holds.

/// Text within Markdown, which may become HTML.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::new();
    for ch in text.chars() {
        match ch {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '!' | '~' | '$' => out.extend(['\\', ch]),
            ch => entity(ch, &mut out),
        }
    }
    out
}

/// Text within HTML, attributes included.
pub(super) fn html(text: &str) -> String {
    let mut out = String::new();
    for ch in text.chars() {
        match ch {
            '"' => out.push_str("&quot;"),
            ch => entity(ch, &mut out),
        }
    }
    out
}

fn entity(ch: char, out: &mut String) {
    match ch {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        ch if ch.is_control() => out.push(' '),
        ch => out.push(ch),
    }
}
