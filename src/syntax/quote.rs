//! Quotation marks: where quoted text ends, and which marks a text can be put in.

/// A pair of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotes {
    /// The opening mark.
    pub(super) open: char,
    /// The closing mark; ASCII has only one, which does not nest.
    pub(super) close: char,
}

/// “…”
pub(super) const DOUBLE: Quotes = Quotes { open: '“', close: '”' };
/// 《…》
pub(super) const TITLE: Quotes = Quotes { open: '《', close: '》' };
const CORNER: Quotes = Quotes { open: '「', close: '」' };
const ASCII: Quotes = Quotes { open: '"', close: '"' };

/// All pairs, in the order in which the printer likes them.
const ALL: [Quotes; 4] = [DOUBLE, CORNER, ASCII, TITLE];

/// The pair that a character opens.
pub(super) fn opened_by(ch: char) -> Option<Quotes> {
    ALL.into_iter().find(|quotes| quotes.open == ch)
}

/// How many bytes a text in single marks takes that begins here and ends on this line.
pub(super) fn single(text: &str) -> Option<usize> {
    let mark = |ch: char| matches!(ch, '‘' | '’' | '\'');
    let open = text.chars().next().filter(|ch| mark(*ch))?;
    let (close, ch) = text.char_indices().skip(1).find(|(_, ch)| mark(*ch) || *ch == '\n')?;
    let inner = &text[open.len_utf8()..close];
    (ch != '\n' && !inner.is_empty() && !has_marks(inner)).then(|| close + ch.len_utf8())
}

/// How many bytes a text takes that has the closing mark on both sides and nothing of a rule in it.
pub(super) fn reversed(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(DOUBLE.close)?;
    let (close, ch) = rest.char_indices().find(|(_, ch)| !ch.is_alphanumeric())?;
    (ch == DOUBLE.close && close > 0).then(|| DOUBLE.close.len_utf8() + close + ch.len_utf8())
}

/// Marks around text that are taken for the right ones by mistake.
pub(super) const WRONG: [char; 4] = ['‘', '’', '\'', '”'];

/// Whether a character closes some pair.
pub(super) fn closes(ch: char) -> bool {
    ALL.iter().any(|quotes| quotes.close == ch)
}

/// Whether a text has quotation marks in it.
pub(super) fn has_marks(text: &str) -> bool {
    text.contains(|ch| ALL.iter().any(|quotes| quotes.open == ch || quotes.close == ch))
}

/// Where quoted text ends.
pub(super) enum End {
    /// The closing mark stands at this byte.
    Closed(usize),
    /// An empty line, or the end of the text, comes first, at this byte.
    Open(usize),
}

impl Quotes {
    /// Looks for the closing mark in text behind the opening one.
    pub(super) fn end(self, text: &str) -> End {
        let mut depth = 0usize;
        let mut blank = false;
        for (at, ch) in text.char_indices() {
            if ch == self.close && depth == 0 {
                return End::Closed(at);
            } else if ch == self.close {
                depth -= 1;
            } else if ch == self.open {
                depth += 1;
            }
            match ch {
                '\n' if blank => return End::Open(at),
                '\n' => blank = true,
                _ => blank = blank && ch.is_whitespace(),
            }
        }
        End::Open(text.len())
    }

    /// Whether a text reads back when put between these marks.
    fn hold(self, text: &str) -> bool {
        let mut whole = text.to_owned();
        whole.push(self.close);
        matches!(self.end(&whole), End::Closed(at) if at == text.len())
    }
}

/// A text in the first marks that hold it, those liked best tried first.
///
/// Parsed text always fits the marks it was written in, so one of the four holds it.
pub(super) fn quoted(text: &str, liked: Quotes) -> String {
    let quotes = if liked.hold(text) { liked } else { ALL.into_iter().find(|q| q.hold(text)).unwrap_or(liked) };
    format!("{}{text}{}", quotes.open, quotes.close)
}
