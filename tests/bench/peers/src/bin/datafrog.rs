//! The workloads in datafrog: joins and their order by hand.

use datafrog::{Iteration, Relation};
use gouji_peers::{Cell, Facts, arguments, report};

type Pairs = Relation<(u32, u32)>;

fn turned(pairs: Vec<(u32, u32)>) -> Pairs {
    pairs.into_iter().map(|(a, b)| (b, a)).collect()
}

fn closure(facts: &Facts) -> usize {
    let edges: Pairs = facts.pairs("edge").into();
    let mut iteration = Iteration::new();
    let reached = iteration.variable::<(u32, u32)>("end, start");
    reached.extend(edges.iter().map(|(x, y)| (*y, *x)));
    while iteration.changed() {
        reached.from_join(&reached, &edges, |_, start, end| (*end, *start));
    }
    reached.complete().len()
}

fn generation(facts: &Facts) -> usize {
    let children = turned(facts.pairs("parent"));
    let siblings = Relation::from_join(&children, &children, |_, x: &u32, y: &u32| (*x, *y));
    let mut iteration = Iteration::new();
    let same = iteration.variable::<(u32, u32)>("x, y");
    let half = iteration.variable::<(u32, u32)>("parent of y, x");
    same.extend(siblings.iter().filter(|(x, y)| x != y).copied());
    while iteration.changed() {
        half.from_join(&same, &children, |_, other, child| (*other, *child));
        same.from_join(&half, &children, |_, x, y| (*x, *y));
    }
    same.complete().len()
}

fn pointers(facts: &Facts) -> usize {
    let assign = turned(facts.pairs("assign"));
    let load = turned(facts.pairs("load"));
    let store: Pairs = facts.pairs("store").into();
    let mut iteration = Iteration::new();
    let points = iteration.variable::<(u32, u32)>("variable, object");
    let loads = iteration.variable::<(u32, u32)>("object, target");
    let stores = iteration.variable::<(u32, u32)>("source, object");
    points.extend(facts.pairs("addressOf"));
    while iteration.changed() {
        points.from_join(&points, &assign, |_, object, to| (*to, *object));
        loads.from_join(&points, &load, |_, object, to| (*object, *to));
        points.from_join(&loads, &points, |_, to, object| (*to, *object));
        stores.from_join(&points, &store, |_, object, from| (*from, *object));
        points.from_join(&stores, &points, |_, into, object| (*into, *object));
    }
    points.complete().len()
}

/// Filing, table, code, column.
type Key = (u32, u32, u32, u32);

fn budget(facts: &mut Facts) -> [usize; 3] {
    let [first, second, third] = ["t1", "t2", "t3"].map(|table| facts.number(table));
    let (cells, parents): (Vec<Cell>, Pairs) = (facts.cells(), facts.names("parent").into());
    let by_code: Relation<(u32, (u32, u32, u32, i64))> =
        cells.iter().map(|(filing, table, code, column, cents)| (*code, (*filing, *table, *column, *cents))).collect();
    let children = Relation::from_join(&by_code, &parents, |code, (filing, table, column, cents), parent| {
        ((*filing, *table, *parent, *column), *code, *cents)
    });
    let mut sums: Vec<(Key, i64)> = Vec::new();
    for (key, _, cents) in children.iter() {
        match sums.last_mut() {
            Some((last, sum)) if last == key => *sum += cents,
            _ => sums.push((*key, *cents)),
        }
    }
    let own: Relation<(Key, i64)> = cells.iter().map(|it| ((it.0, it.1, it.2, it.3), it.4)).collect();
    let sums: Relation<(Key, i64)> = sums.into();
    let both = Relation::from_join(&own, &sums, |key, own, sum| (*key, *own, *sum));

    let of = |table: u32| cells.iter().filter(move |cell| cell.1 == table);
    let keyed = |table: u32| of(table).map(|it| ((it.0, it.2, it.3), it.4)).collect::<Relation<_>>();
    let (left, right) = (keyed(first), keyed(third));
    let crossed = Relation::from_join(&left, &right, |key, a: &i64, b: &i64| (*key, *a, *b));

    let codes = |table: u32| of(table).map(|it| (it.0, it.2)).collect::<Pairs>();
    let (asked, there) = (codes(second), codes(third));
    let differ = |found: &Relation<(Key, i64, i64)>| found.iter().filter(|(_, a, b)| a != b).count();
    [
        differ(&both),
        crossed.iter().filter(|(_, a, b)| a != b).count(),
        asked.iter().filter(|row| there.binary_search(row).is_err()).count(),
    ]
}

fn main() {
    let (workload, mut facts) = arguments();
    match workload.as_str() {
        "tc" => report(&[closure(&facts)]),
        "sg" => report(&[generation(&facts)]),
        "andersen" => report(&[pointers(&facts)]),
        _ => report(&budget(&mut facts)),
    }
}
