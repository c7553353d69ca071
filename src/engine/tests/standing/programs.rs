//! Other programs.

use super::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn changed_programs(edits in prop::collection::vec(edit(), 5..25), kinds in prop::collection::vec(0..6_u32, 1..5)) {
        let pack = net();
        let programs: Vec<Program> = kinds.iter().scan(pack.program.clone(), |program, kind| {
            edit_program(program, *kind);
            Some(program.clone())
        }).collect();
        let plans: Vec<Plans> = programs.iter().map(Plans::new).collect();
        let (first, open) = (Plans::new(&pack.program), Open::new());
        let placed = Placed::default();
        let facts = pack.facts.clone();
        let mut standing = Standing::new(&pack.program, &first, facts, open, placed.clone(), &pack.limits);
        standing.change(|change| edits.iter().for_each(|edit| { edit.make(&pack, &pack.program, change); }));
        for (program, plans) in programs.iter().zip(&plans) {
            let (next, _) = standing.change_program(program, plans).expect("the same units");
            standing = next;
            same(program, standing.evaluation(), &placed)?;
            standing.change(|change| { edits[0].make(&pack, program, change); });
            same(program, standing.evaluation(), &placed)?;
        }
    }
}

/// Edits, adds or removes a rule, a definition or a relation.
fn edit_program(program: &mut Program, kind: u32) {
    match kind {
        0 => program.rules[0].expect = expect(v(2), Comparison::Less, v(3)),
        1 => drop(program.rules.pop()),
        2 => {
            let mut rule = program.rules[1].clone();
            rule.id = "B9".to_owned();
            rule.expect = Expectation::Exists(bare_atom(3, &[t(0)]));
            program.rules.retain(|known| known.id != rule.id);
            program.rules.push(rule);
        }
        3 => program.definitions[0].body.push(absent(2, &[t(0)])),
        // The closure is no longer one, and nothing but what is given has a weight.
        4 => {
            program.strata[0].retain(|number| !matches!(number, 1 | 2));
            program.strata[1].retain(|number| !matches!(number, 1 | 2));
            program.strata[1].extend([1, 2]);
            for definition in &mut program.definitions[1..3] {
                definition.relation = RelationId(4);
                definition.head = vec![v(0), v(0)];
                definition.body = vec![atom(1, &[t(0)]), absent(1, &[t(0)])];
            }
        }
        _ => {
            let symbols = &mut program.symbols;
            let name = symbols.intern(&symbols.len().to_string());
            let mut relation = program.relations[1].clone();
            relation.name = format!("r{}", program.relations.len());
            program.relations.push(relation);
            program.definitions[3].head = vec![Expr::Constant(Value::Text(name))];
        }
    }
}

#[test]
fn only_what_was_edited_is_judged_again() {
    let pack = net();
    let edited = |kind| {
        let mut program = pack.program.clone();
        edit_program(&mut program, kind);
        let (old, new) = (Plans::new(&pack.program), Plans::new(&program));
        let (facts, placed) = (pack.facts.clone(), Placed::default());
        let standing = Standing::new(&pack.program, &old, facts, Open::new(), placed, &pack.limits);
        let (_, judged) = standing.change_program(&program, &new).expect("the same units");
        judged.into_iter().map(|rule| program.rules[rule.0 as usize].id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(edited(0), ["B0"]);
    assert_eq!(edited(1), [""; 0]);
    assert_eq!(edited(2), ["B9"]);
    assert_eq!(edited(3), ["B0", "B1"], "what reads the closure, and what is apart");
    assert_eq!(edited(5).len(), pack.program.rules.len(), "another text");
}

#[test]
fn other_units_are_another_reading() {
    let pack = net();
    let mut program = pack.program.clone();
    let bare = program.units.get(pack.wan).clone();
    program.units.add(crate::base::Unit { name: "other".to_owned(), ..bare });
    let (old, new) = (Plans::new(&pack.program), Plans::new(&program));
    let (facts, placed) = (pack.facts.clone(), Placed::default());
    let standing = Standing::new(&pack.program, &old, facts, Open::new(), placed, &pack.limits);
    assert!(standing.change_program(&program, &new).is_none());
}
