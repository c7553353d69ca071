//! What a page says, whatever it is rendered as.

use crate::fact::RelationId;
use crate::program::RuleId;

/// What a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Topic {
    /// All rules, by folder.
    Index,
    /// All rules, by 适用 and 施行.
    Applies,
    /// All relations.
    Relations,
    /// A rule.
    Rule(RuleId),
    /// A relation, derived ones included.
    Relation(RelationId),
}

/// A page.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// What it is about.
    pub(super) topic: Topic,
    /// Its heading.
    pub(super) title: String,
    /// What it says.
    pub(super) blocks: Vec<Block>,
}

/// A piece of a page.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// A heading of level 2 or 3; the page's title is level 1.
    Heading(u8, Phrase),
    /// A paragraph.
    Paragraph(Phrase),
    /// A list without order.
    Bullets(Vec<Phrase>),
    /// Numbered steps.
    Steps(Vec<Phrase>),
    /// Text quoted from a rule file, line by line.
    Quote(String),
    /// A header row, and rows of as many cells.
    Table(Vec<Phrase>, Vec<Vec<Phrase>>),
    /// Source text as written.
    Source(String),
}

/// A run of text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Phrase(pub(super) Vec<Inline>);

/// A piece of a phrase.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Inline {
    /// Plain text.
    Text(String),
    /// A name that a step gives to a value.
    Value(String),
    /// The name of a column, or anything else as written.
    Written(String),
    /// A link to another page.
    Link(Topic, String),
}

impl Phrase {
    /// Text alone.
    pub(super) fn of(text: impl Into<String>) -> Phrase {
        Phrase::default().say(text)
    }

    /// The same, and text.
    #[must_use]
    pub(super) fn say(mut self, text: impl Into<String>) -> Phrase {
        let text = text.into();
        match self.0.last_mut() {
            // Numbers bring a space, which an opening bracket or a sign before them may have made already.
            Some(Inline::Text(before)) => {
                let text = if before.ends_with([' ', '（']) { text.trim_start() } else { text.as_str() };
                before.push_str(text);
            }
            _ => self.0.push(Inline::Text(text)),
        }
        self
    }

    /// The same, and the name of a value.
    #[must_use]
    pub(super) fn value(mut self, name: &str) -> Phrase {
        self.0.push(Inline::Value(name.to_owned()));
        self
    }

    /// The same, and the name of a column.
    #[must_use]
    pub(super) fn written(mut self, name: &str) -> Phrase {
        self.0.push(Inline::Written(name.to_owned()));
        self
    }

    /// The same, and a link.
    #[must_use]
    pub(super) fn link(mut self, topic: Topic, text: &str) -> Phrase {
        self.0.push(Inline::Link(topic, text.to_owned()));
        self
    }

    /// The same, and another phrase.
    #[must_use]
    pub(super) fn then(mut self, other: Phrase) -> Phrase {
        for inline in other.0 {
            match inline {
                Inline::Text(text) => self = self.say(text),
                other => self.0.push(other),
            }
        }
        self
    }

    /// Phrases with text between them.
    pub(super) fn join(phrases: impl IntoIterator<Item = Phrase>, between: &str) -> Phrase {
        let mut joined = Phrase::default();
        for (number, phrase) in phrases.into_iter().enumerate() {
            joined = if number == 0 { joined } else { joined.say(between) };
            joined = joined.then(phrase);
        }
        joined
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
