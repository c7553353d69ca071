//! The numbers that a browser prints before the items of a list.

use super::tree::Node;

/// How a list numbers its items, and the next number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbering {
    style: Style,
    next: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Decimal,
    Letters(u8),
    Roman,
}

const ROMAN: [(i64, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

impl Numbering {
    /// The numbering of a list; nothing for one that is not numbered.
    pub(super) fn of(list: &Node) -> Option<Numbering> {
        let plain = |style: &str| style.replace(' ', "").to_ascii_lowercase().contains("list-style-type:none");
        let bare = |style: &str| style.replace(' ', "").to_ascii_lowercase().contains("list-style:none");
        if list.name() != "ol" || list.attribute("style").is_some_and(|style| plain(style) || bare(style)) {
            return None;
        }
        let style = match list.attribute("type") {
            Some("a") => Style::Letters(b'a'),
            Some("A") => Style::Letters(b'A'),
            Some("i" | "I") => Style::Roman,
            _ => Style::Decimal,
        };
        let next = list.attribute("start").and_then(|start| start.trim().parse::<i32>().ok()).unwrap_or(1);
        Some(Numbering { style, next: i64::from(next) })
    }

    /// What is printed before an item.
    pub(super) fn mark(&mut self, item: &Node) -> String {
        let own = item.attribute("value").and_then(|value| value.trim().parse::<i32>().ok());
        let number = own.map_or(self.next, i64::from);
        self.next = number + 1;
        match self.style {
            Style::Letters(first) if (1..=26).contains(&number) => {
                format!("{}. ", char::from(first + u8::try_from(number - 1).unwrap_or(0)))
            }
            Style::Roman if (1..4000).contains(&number) => format!("{}. ", roman(number)),
            _ => format!("{number}. "),
        }
    }
}

fn roman(mut number: i64) -> String {
    let mut out = String::new();
    for (value, letters) in ROMAN {
        while number >= value {
            out.push_str(letters);
            number -= value;
        }
    }
    out
}
