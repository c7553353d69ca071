//! HTML → a tree of nodes, the way browsers repair pages, within bounds.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ExpandedName, LocalName, ParseOpts, QualName, local_name, ns, parse_document};

use super::attributes;
use crate::reader::{Excess, Limits};

/// Bytes that are parsed between two looks at the limits.
const CHUNK: usize = 4096;

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// All nodes; the first is the page itself.
    nodes: Vec<Node>,
}

/// A piece of a page.
#[derive(Debug)]
pub(super) struct Node {
    parent: Option<usize>,
    /// Nodes inside it.
    pub(super) children: Vec<usize>,
    /// What it is.
    pub(super) kind: Kind,
    depth: usize,
}

/// What a piece of a page is.
#[derive(Debug)]
pub(super) enum Kind {
    /// An element: its name and attributes.
    Element(LocalName, Vec<(LocalName, String)>),
    /// Characters.
    Text(String),
    /// The page, a comment and the like.
    Other,
}

impl Tree {
    /// The tree of a page, or what there is too much of.
    pub(super) fn parse(page: &str, limits: &Limits) -> Result<Tree, (Excess, usize)> {
        if attributes::most(page.as_bytes()) > limits.attributes {
            return Err((Excess::Attributes, limits.attributes));
        }
        let mut parser = parse_document(Sink::new(), ParseOpts::default());
        let mut rest = page;
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at(rest.floor_char_boundary(CHUNK));
            parser.process(StrTendril::from_slice(chunk));
            let sink = &parser.tokenizer.sink.sink;
            if sink.deepest.get() > limits.depth {
                return Err((Excess::Depth, limits.depth));
            }
            if sink.nodes.borrow().len() > limits.elements {
                return Err((Excess::Elements, limits.elements));
            }
            rest = after;
        }
        Ok(parser.finish())
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A node by its number; the page is 0.
    pub(super) fn node(&self, number: usize) -> Option<&Node> {
        self.nodes.get(number)
    }
}

impl Node {
    /// The name of an element; nothing for another node.
    pub(super) fn name(&self) -> &str {
        match &self.kind {
            Kind::Element(name, _) => name,
            _ => "",
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, wanted: &str) -> Option<&str> {
        match &self.kind {
            Kind::Element(_, attributes) => {
                attributes.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| value.as_str())
            }
            _ => None,
        }
    }
}

/// A node as the parser knows it.
#[derive(Clone)]
struct Handle {
    number: usize,
    name: Rc<QualName>,
}

/// What the parser builds the tree with.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    deepest: Cell<usize>,
    nameless: Rc<QualName>,
}

impl Sink {
    fn new() -> Sink {
        let sink = Sink {
            nodes: RefCell::default(),
            deepest: Cell::new(0),
            nameless: Rc::new(QualName::new(None, ns!(), local_name!(""))),
        };
        sink.create(Kind::Other);
        sink
    }

    fn create(&self, kind: Kind) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { parent: None, children: Vec::new(), kind, depth: 0 });
        nodes.len() - 1
    }

    fn other(&self) -> Handle {
        Handle { number: self.create(Kind::Other), name: Rc::clone(&self.nameless) }
    }

    /// Puts a node or text among the children of a node, before the one at `place`.
    fn insert(&self, parent: usize, place: usize, child: NodeOrText<Handle>) {
        let number = match child {
            NodeOrText::AppendNode(handle) => handle.number,
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = place.checked_sub(1).and_then(|at| nodes[parent].children.get(at)).copied();
                if let Some(Kind::Text(words)) = before.map(|before| &mut nodes[before].kind) {
                    words.push_str(&text);
                    return;
                }
                drop(nodes);
                self.create(Kind::Text(text.to_string()))
            }
        };
        self.detach(number);
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent].depth + 1;
        nodes[number].parent = Some(parent);
        nodes[number].depth = depth;
        let children = &mut nodes[parent].children;
        children.insert(place.min(children.len()), number);
        self.deepest.set(self.deepest.get().max(depth));
    }

    fn detach(&self, number: usize) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[number].parent.take()
            && let Some(at) = nodes[parent].children.iter().rposition(|child| *child == number)
        {
            nodes[parent].children.remove(at);
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { number: 0, name: Rc::clone(&self.nameless) }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let attributes = attributes.into_iter().map(|one| (one.name.local, one.value.to_string())).collect();
        let number = self.create(Kind::Element(name.local.clone(), attributes));
        Handle { number, name: Rc::new(name) }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.other()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.other()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let place = self.nodes.borrow()[parent.number].children.len();
        self.insert(parent.number, place, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.nodes.borrow()[element.number].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.number == other.number
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let place = {
            let nodes = self.nodes.borrow();
            let Some(parent) = nodes[sibling.number].parent else { return };
            let at = nodes[parent].children.iter().rposition(|child| *child == sibling.number);
            (parent, at.unwrap_or(nodes[parent].children.len()))
        };
        self.insert(place.0, place.1, child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, added: Vec<Attribute>) {
        if let Kind::Element(_, attributes) = &mut self.nodes.borrow_mut()[target.number].kind {
            for one in added {
                if !attributes.iter().any(|(name, _)| *name == one.name.local) {
                    attributes.push((one.name.local, one.value.to_string()));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.number);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let children = std::mem::take(&mut self.nodes.borrow_mut()[node.number].children);
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[new_parent.number].depth + 1;
        for child in &children {
            nodes[*child].parent = Some(new_parent.number);
            nodes[*child].depth = depth;
        }
        nodes[new_parent.number].children.extend(children);
    }
}
