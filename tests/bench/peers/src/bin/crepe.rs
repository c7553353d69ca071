//! The workloads in crepe, which has no aggregates: the sums are done by hand.

use std::collections::HashMap;

use gouji_peers::{arguments, report};

mod closure {
    crepe::crepe! {
        @input
        pub(crate) struct Edge(pub(crate) u32, pub(crate) u32);
        @output
        pub(crate) struct Tc(u32, u32);

        Tc(x, y) <- Edge(x, y);
        Tc(x, z) <- Tc(x, y), Edge(y, z);
    }

    pub(crate) fn run(edges: Vec<(u32, u32)>) -> usize {
        let mut program = Crepe::new();
        program.extend(edges.into_iter().map(|(x, y)| Edge(x, y)));
        program.run().0.len()
    }
}

mod generation {
    crepe::crepe! {
        @input
        pub(crate) struct Parent(pub(crate) u32, pub(crate) u32);
        @output
        pub(crate) struct Same(u32, u32);

        Same(x, y) <- Parent(x, p), Parent(y, p), (x != y);
        Same(x, y) <- Parent(x, p), Same(p, q), Parent(y, q);
    }

    pub(crate) fn run(parents: Vec<(u32, u32)>) -> usize {
        let mut program = Crepe::new();
        program.extend(parents.into_iter().map(|(x, p)| Parent(x, p)));
        program.run().0.len()
    }
}

mod pointers {
    use gouji_peers::Facts;

    crepe::crepe! {
        @input
        pub(crate) struct Address(u32, u32);
        @input
        pub(crate) struct Assign(u32, u32);
        @input
        pub(crate) struct Load(u32, u32);
        @input
        pub(crate) struct Store(u32, u32);
        @output
        pub(crate) struct Points(u32, u32);

        Points(y, x) <- Address(y, x);
        Points(y, x) <- Assign(y, z), Points(z, x);
        Points(y, w) <- Load(y, x), Points(x, z), Points(z, w);
        Points(z, w) <- Store(y, x), Points(y, z), Points(x, w);
    }

    pub(crate) fn run(facts: &Facts) -> usize {
        let mut program = Crepe::new();
        program.extend(facts.pairs("addressOf").into_iter().map(|(y, x)| Address(y, x)));
        program.extend(facts.pairs("assign").into_iter().map(|(y, x)| Assign(y, x)));
        program.extend(facts.pairs("load").into_iter().map(|(y, x)| Load(y, x)));
        program.extend(facts.pairs("store").into_iter().map(|(y, x)| Store(y, x)));
        program.run().0.len()
    }
}

mod budget {
    use super::HashMap;
    use gouji_peers::Facts;

    crepe::crepe! {
        @input
        pub(crate) struct Cell(u32, u32, u32, u32, i64);
        @input
        pub(crate) struct Parent(u32, u32);
        @input
        pub(crate) struct Tables(u32, u32, u32);
        @output
        pub(crate) struct Child(u32, u32, u32, u32, u32, i64);
        @output
        pub(crate) struct BadCross(u32, u32, u32, i64, i64);
        @output
        pub(crate) struct Missing(u32, u32);
        struct First(u32, u32, u32, i64);
        struct Third(u32, u32, u32, i64);
        struct InThird(u32, u32);

        Child(d, t, p, c, k, a) <- Cell(d, t, k, c, a), Parent(k, p);
        First(d, k, c, a) <- Tables(t, _, _), Cell(d, t, k, c, a);
        Third(d, k, c, a) <- Tables(_, _, t), Cell(d, t, k, c, a);
        InThird(d, k) <- Third(d, k, _, _);
        BadCross(d, k, c, a, b) <- First(d, k, c, a), Third(d, k, c, b), (a != b);
        Missing(d, k) <- Tables(_, t, _), Cell(d, t, k, _, _), !InThird(d, k);
    }

    pub(crate) fn run(facts: &mut Facts) -> [usize; 3] {
        let tables = Tables(facts.number("t1"), facts.number("t2"), facts.number("t3"));
        let cells = facts.cells();
        let own: HashMap<_, _> = cells.iter().map(|cell| ((cell.0, cell.1, cell.2, cell.3), cell.4)).collect();
        let mut program = Crepe::new();
        program.extend([tables]);
        program.extend(cells.into_iter().map(|cell| Cell(cell.0, cell.1, cell.2, cell.3, cell.4)));
        program.extend(facts.names("parent").into_iter().map(|(child, parent)| Parent(child, parent)));
        let (children, crossed, missing) = program.run();
        let mut sums: HashMap<(u32, u32, u32, u32), i64> = HashMap::new();
        for Child(filing, table, parent, column, _, amount) in children {
            *sums.entry((filing, table, parent, column)).or_default() += amount;
        }
        let differs = |(key, sum): &(&(u32, u32, u32, u32), &i64)| own.get(*key).is_some_and(|own| own != *sum);
        [sums.iter().filter(differs).count(), crossed.len(), missing.len()]
    }
}

fn main() {
    let (workload, mut facts) = arguments();
    match workload.as_str() {
        "tc" => report(&[closure::run(facts.pairs("edge"))]),
        "sg" => report(&[generation::run(facts.pairs("parent"))]),
        "andersen" => report(&[pointers::run(&facts)]),
        _ => report(&budget::run(&mut facts)),
    }
}
