use proptest::prelude::*;

use super::*;

#[test]
fn long_texts_take_linear_time() {
    let steps = |pattern: &str, piece: &str, times: usize, joined: bool| {
        let scan = scan(pattern, &text(&piece.repeat(times)), "万元", joined);
        assert!(!scan.exhausted);
        scan.steps
    };
    let cases = [
        ("{0t}{1m}[，占{2r}]，终", "某某项目支出（含其他）5 万元，占 6%，甲"),
        ("甲[…乙]丙", "甲"),
        ("{{0t}{1m}}*终", "支出 5 万元"),
        ("{[甲][甲][甲]}*终", "甲"),
        ("{{{0t}甲}*}*终", "乙甲"),
        ("(甲|甲甲|乙…){0t}终", "甲乙（"),
        ("{0t}{1g}{2t}{3a}终", "甲 5 乙⏎6，（"),
        ("{0a}{1a}{2a}终", "1 "),
    ];
    for (pattern, piece) in cases {
        for joined in [false, true] {
            let (small, large) = (steps(pattern, piece, 500, joined), steps(pattern, piece, 5000, joined));
            assert!(large <= small * 11 + 1000, "{pattern} {joined}: {small} {large}");
        }
    }
}

#[test]
fn a_missing_literal_costs_nothing_and_a_budget_holds() {
    let long = text(&"某某支出 5 万元，".repeat(10_000));
    assert_eq!(scan("{0t}{1m}终", &long, "", false).steps, 0);
    let units = units();
    let subject = Subject::new(&long, &units, Units::BARE, false);
    let scan = Pattern::compile(&nodes("{0t}{1m}")).matches(&subject, 1000);
    assert!(scan.exhausted && scan.steps == 1000 && !scan.matches.is_empty());
}

fn kind() -> impl Strategy<Value = HoleKind> {
    prop_oneof![
        3 => Just(HoleKind::Text),
        1 => Just(HoleKind::Words(vec![vec!['甲'], vec![], vec!['5', '乙'], vec!['\n']])),
        1 => Just(HoleKind::Code),
        1 => Just(HoleKind::Integer),
        1 => Just(HoleKind::Date),
        1 => Just(HoleKind::Figure(FigureKind::Any)),
        1 => Just(HoleKind::Figure(FigureKind::Money)),
        1 => Just(HoleKind::Figure(FigureKind::Ratio)),
        2 => Just(HoleKind::Target),
    ]
}

fn pattern() -> impl Strategy<Value = Vec<Node>> {
    let leaf = prop_oneof![
        3 => proptest::collection::vec(proptest::sample::select(vec!['甲', '乙', '(', '5', ',', '\n']), 0..3).prop_map(Node::Literal),
        4 => (0usize..4, kind()).prop_map(|(slot, kind)| Node::Hole(Hole { slot, kind })),
        1 => Just(Node::Ellipsis),
        1 => Just(Node::Ordinal),
    ];
    let node = leaf.prop_recursive(3, 16, 3, |inner| {
        let nodes = proptest::collection::vec(inner, 0..3);
        let sign = proptest::option::of(prop_oneof![Just(Sign::Plus), Just(Sign::Minus)]);
        prop_oneof![
            nodes.clone().prop_map(Node::Optional),
            nodes.clone().prop_map(Node::Repeat),
            proptest::collection::vec((nodes, sign), 0..3).prop_map(Node::Choice),
        ]
    });
    proptest::collection::vec(node, 0..5)
}

fn glyphs() -> impl Strategy<Value = Text> {
    let alphabet: Vec<char> = "甲乙一十是年月日()《》“”<>[]0123456789-,.、;:。\n%万元人/≥=>次".chars().collect();
    let gap = proptest::sample::select(vec![Gap::None, Gap::None, Gap::None, Gap::Wrap, Gap::Space, Gap::Break]);
    proptest::collection::vec((proptest::sample::select(alphabet), gap), 0..60).prop_map(|pairs| Text {
        glyphs: pairs.into_iter().map(|(ch, gap)| Glyph { ch, gap, line: 1, column: 1 }).collect(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn matches_stand_in_order_and_inside(nodes in pattern(), text in glyphs(), joined: bool, default in 0u16..4) {
        let units = units();
        let subject = Subject::new(&text, &units, crate::base::UnitId(default), joined);
        let compiled = Pattern::compile(&nodes);
        let scan = compiled.matches(&subject, BUDGET);
        prop_assert!(!scan.exhausted);
        let mut free = 0;
        for found in &scan.matches {
            prop_assert!(free <= found.start && found.start < found.end && found.end <= text.len());
            prop_assert!(!found.rows.is_empty());
            prop_assert!(text.glyphs[found.start..found.end].iter().all(|glyph| glyph.ch != '\n'));
            for capture in found.rows.iter().flatten() {
                prop_assert!(found.start <= capture.start && capture.start < capture.end && capture.end <= found.end);
            }
            for (start, end) in &found.ordinals {
                prop_assert!(found.start <= *start && start < end && *end <= found.end);
            }
            free = found.end;
        }
        prop_assert_eq!(&scan, &compiled.matches(&subject, BUDGET));
    }
}
