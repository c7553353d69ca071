//! Format codes → sections of parts.

use rust_decimal::Decimal;

/// Placeholders beyond this many are dropped: no number has so many digits.
const MOST_PARTS: usize = 255;

/// One of the sections that `;` parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    pub(super) parts: Vec<Part>,
    /// `[>=100]`
    pub(super) condition: Option<Condition>,
    /// Whether it has a colour, such as `[Red]`.
    pub(super) colored: bool,
    /// Whether it displays a number as it is: as text, a fraction or with a power of ten.
    pub(super) plain: bool,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Characters as they are.
    Words(String),
    /// `0`, `#` or `?`: a digit.
    Digit(char),
    /// The decimal point.
    Point,
    /// `,`: between digits it groups them, behind them it divides by a thousand.
    Comma,
    /// `%`
    Percent,
    /// `yyyy`, `mm` and the like: a letter and how many of them.
    Date(char, usize),
    /// Half a day.
    HalfDay,
    /// The number as it is.
    General,
}

/// A test of the number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition {
    less: bool,
    equal: bool,
    greater: bool,
    bound: Decimal,
}

impl Condition {
    pub(super) fn holds(self, value: Decimal) -> bool {
        match value.cmp(&self.bound) {
            std::cmp::Ordering::Less => self.less,
            std::cmp::Ordering::Equal => self.equal,
            std::cmp::Ordering::Greater => self.greater,
        }
    }

    /// Whether it holds for negative numbers only, whose sign then is its section's business.
    pub(super) fn only_negative(self) -> bool {
        self.less && !self.greater && self.bound <= Decimal::ZERO && !(self.equal && self.bound.is_zero())
    }

    fn parse(text: &str) -> Option<Condition> {
        let operators = text.bytes().take_while(|byte| matches!(byte, b'<' | b'=' | b'>')).count();
        let (operator, bound) = text.split_at(operators);
        let has = |sign: char| operator.contains(sign);
        let unequal = operator == "<>";
        let condition = Condition {
            less: has('<') || unequal,
            equal: has('='),
            greater: has('>') || unequal,
            bound: bound.trim().parse().ok()?,
        };
        (operators > 0).then_some(condition)
    }
}

impl Part {
    pub(super) fn is_date(&self) -> bool {
        matches!(self, Part::Date(..) | Part::HalfDay)
    }
}

impl Section {
    /// Whether what it writes tells of a negative number.
    pub(super) fn shows_sign(&self) -> bool {
        self.parts
            .iter()
            .any(|part| matches!(part, Part::Words(words) if words.contains(['-', '(', '（', '▲', '△', '−'])))
    }

    /// Its words around a number.
    pub(super) fn words(&self, number: &str) -> String {
        let word = |part: &Part| match part {
            Part::Words(words) => words.clone(),
            Part::General => number.to_owned(),
            Part::Percent => "%".to_owned(),
            _ => String::new(),
        };
        self.parts.iter().map(word).collect()
    }

    fn push_word(&mut self, ch: char) {
        match self.parts.last_mut() {
            Some(Part::Words(words)) => words.push(ch),
            _ => self.parts.push(Part::Words(ch.to_string())),
        }
    }
}

/// The sections of a code.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let chars: Vec<char> = code.chars().collect();
    let mut sections = vec![Section::default()];
    let mut at = 0;
    while at < chars.len() {
        let Some(section) = sections.last_mut() else { break };
        if chars[at] == ';' {
            if sections.len() == 4 {
                break;
            }
            sections.push(Section::default());
            at += 1;
            continue;
        }
        at += step(&chars[at..], section).max(1);
        section.parts.truncate(MOST_PARTS);
    }
    sections
}

/// Reads what a code goes on with; how many characters that were.
fn step(rest: &[char], section: &mut Section) -> usize {
    let ch = rest[0];
    let begins = |word: &str| {
        word.chars().count() <= rest.len() && word.chars().zip(rest).all(|(wanted, ch)| wanted.eq_ignore_ascii_case(ch))
    };
    match ch {
        '"' => {
            let length = rest[1..].iter().take_while(|ch| **ch != '"').count();
            rest[1..=length].iter().for_each(|ch| section.push_word(*ch));
            length + 2
        }
        '\\' | '!' => {
            rest.get(1).into_iter().for_each(|ch| section.push_word(*ch));
            2
        }
        // Room as wide as a character, and a character that fills a column: nothing is printed but room.
        '_' | '*' => {
            section.push_word(' ');
            2
        }
        '[' => {
            let inside: String = rest[1..].iter().take_while(|ch| **ch != ']').collect();
            bracket(&inside, section);
            inside.chars().count() + 2
        }
        '0' | '#' | '?' => {
            section.parts.push(Part::Digit(ch));
            1
        }
        '.' => {
            section.parts.push(Part::Point);
            1
        }
        ',' => {
            section.parts.push(Part::Comma);
            1
        }
        '%' => {
            section.parts.push(Part::Percent);
            1
        }
        '@' | '/' if ch == '@' || section.parts.iter().any(|part| matches!(part, Part::Digit(_))) => {
            section.plain = true;
            1
        }
        'E' | 'e' if matches!(rest.get(1), Some('+' | '-')) => {
            section.plain = true;
            2
        }
        _ if begins("General") => {
            section.parts.push(Part::General);
            7
        }
        _ if begins("G/通用格式") => {
            section.parts.push(Part::General);
            6
        }
        _ if begins("AM/PM") || begins("上午/下午") => {
            section.parts.push(Part::HalfDay);
            5
        }
        _ if "ymdhsYMDHSeE".contains(ch) => {
            let letter = ch.to_ascii_lowercase();
            let length = rest.iter().take_while(|next| next.to_ascii_lowercase() == letter).count();
            let part = if letter == 'e' { Part::Date('y', 4) } else { Part::Date(letter, length) };
            section.parts.push(part);
            length
        }
        _ => {
            section.push_word(ch);
            1
        }
    }
}

/// What stands in brackets: a colour, a condition, a currency, hours that go on beyond a day.
fn bracket(inside: &str, section: &mut Section) {
    if let Some(currency) = inside.strip_prefix('$') {
        currency.chars().take_while(|ch| *ch != '-').for_each(|ch| section.push_word(ch));
    } else if let Some(condition) = Condition::parse(inside) {
        section.condition = Some(condition);
    } else if inside.starts_with(['h', 'm', 's', 'H', 'M', 'S']) && inside.chars().all(|ch| "hmsHMS".contains(ch)) {
        section.plain = true;
    } else if !inside.to_ascii_lowercase().starts_with("dbnum") {
        section.colored = true;
    }
}
