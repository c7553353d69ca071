//! The classic programs in ascent. Money is in hundredths, as whole numbers.

use ascent::aggregators::{count, min, sum};
use ascent::ascent;

use super::super::classics::Classic;
use super::{Name, assert_same, name, number, pairs};

ascent! {
    struct Closure;
    relation edge(Name, Name);
    relation path(Name, Name);
    relation cyclic(Name);

    path(x, y) <-- edge(x, y);
    path(x, z) <-- edge(x, y), path(y, z);
    cyclic(x) <-- path(x, y), if x == y;
}

#[test]
fn closure_is_the_same() {
    let classic = Classic::of("closure");
    let mut program = Closure { edge: pairs(&classic, "edge"), ..Closure::default() };
    program.run();
    assert_same(&classic, "path", program.path);
    assert_same(&classic, "cyclic", program.cyclic);
}

ascent! {
    struct SameGeneration;
    relation parent(Name, Name);
    relation same(Name, Name);

    same(x, y) <-- parent(x, p), parent(y, p), if x != y;
    same(x, y) <-- parent(x, p), same(p, q), parent(y, q);
}

#[test]
fn same_generation_is_the_same() {
    let classic = Classic::of("same_generation");
    let mut program = SameGeneration { parent: pairs(&classic, "parent"), ..SameGeneration::default() };
    program.run();
    assert_same(&classic, "same", program.same);
}

ascent! {
    struct PointsTo;
    relation address(Name, Name);
    relation assign(Name, Name);
    relation load(Name, Name);
    relation store(Name, Name);
    relation points(Name, Name);
    relation alias(Name, Name);

    points(y, x) <-- address(y, x);
    points(y, x) <-- assign(y, z), points(z, x);
    points(y, w) <-- load(y, x), points(x, z), points(z, w);
    points(z, w) <-- store(y, x), points(y, z), points(x, w);
    alias(x, y) <-- points(x, o), points(y, o), if x != y;
}

#[test]
fn points_to_is_the_same() {
    let classic = Classic::of("points_to");
    let mut program = PointsTo {
        address: pairs(&classic, "address"),
        assign: pairs(&classic, "assign"),
        load: pairs(&classic, "load"),
        store: pairs(&classic, "store"),
        ..PointsTo::default()
    };
    program.run();
    assert_same(&classic, "points", program.points);
    assert_same(&classic, "alias", program.alias);
}

ascent! {
    struct ShortestPath;
    relation edge(Name, Name, i64);
    relation start(Name);
    relation bound(i64);
    relation walk(Name, i64);
    relation shortest(Name, i64);

    walk(y, c) <-- start(x), edge(x, y, c);
    walk(y, d + c) <-- bound(most), walk(x, d), edge(x, y, c), if d + c <= *most;
    shortest(x, least) <-- walk(x, _), agg least = min(d) in walk(x, d);
}

#[test]
fn shortest_paths_are_the_same() {
    let classic = Classic::of("shortest_path");
    let edge = |row: &Vec<String>| (name(&row[0]), name(&row[1]), number(&row[2]));
    let mut program = ShortestPath {
        edge: classic.given("edge").iter().map(edge).collect(),
        start: classic.given("start").iter().map(|row| (name(&row[0]),)).collect(),
        bound: classic.given("bound").iter().map(|row| (number(&row[0]),)).collect(),
        ..ShortestPath::default()
    };
    program.run();
    assert_same(&classic, "walk", program.walk);
    assert_same(&classic, "shortest", program.shortest);
}

ascent! {
    struct WinMove;
    relation moves(Name, Name);
    relation position(Name);
    relation won1(Name);
    relation lost0(Name);
    relation open2(Name);
    relation lost2(Name);
    relation won3(Name);
    relation open4(Name);
    relation lost4(Name);
    relation won5(Name);
    relation open6(Name);
    relation lost6(Name);
    relation undecided(Name);

    position(x) <-- moves(x, _);
    position(x) <-- moves(_, x);
    lost0(x) <-- position(x), !moves(x, _);
    won1(x) <-- moves(x, y), lost0(y);
    open2(x) <-- moves(x, y), !won1(y);
    lost2(x) <-- position(x), !open2(x);
    won3(x) <-- moves(x, y), lost2(y);
    open4(x) <-- moves(x, y), !won3(y);
    lost4(x) <-- position(x), !open4(x);
    won5(x) <-- moves(x, y), lost4(y);
    open6(x) <-- moves(x, y), !won5(y);
    lost6(x) <-- position(x), !open6(x);
    undecided(x) <-- position(x), !won5(x), !lost6(x);
}

#[test]
fn games_end_the_same() {
    let classic = Classic::of("win_move");
    let mut program = WinMove { moves: pairs(&classic, "move"), ..WinMove::default() };
    program.run();
    assert_same(&classic, "lost0", program.lost0);
    assert_same(&classic, "won1", program.won1);
    assert_same(&classic, "lost2", program.lost2);
    assert_same(&classic, "won3", program.won3);
    assert_same(&classic, "lost4", program.lost4);
    assert_same(&classic, "won5", program.won5);
    assert_same(&classic, "lost6", program.lost6);
    assert_same(&classic, "undecided", program.undecided);
}

ascent! {
    struct Lists;
    relation cons(Name, Name, Name);
    relation line(Name, Name);
    relation suffix(Name, Name);
    relation member(Name, Name);
    relation named(Name, Name);
    relation shared(Name, Name);
    relation lacking(Name, Name);

    suffix(l, t) <-- cons(l, _, t);
    suffix(l, r) <-- cons(l, _, t), suffix(t, r);
    member(l, h) <-- cons(l, h, _);
    member(l, i) <-- cons(l, _, t), member(t, i);
    named(l, i) <-- line(l, all), for i in all.split('、');
    shared(x, y) <-- line(x, _), line(y, _), member(x, i), member(y, i), if x != y;
    lacking(l, i) <-- named(l, i), !member(l, i);
}

#[test]
fn lists_are_the_same() {
    let classic = Classic::of("lists");
    let cons = |row: &Vec<String>| (name(&row[0]), name(&row[1]), name(&row[2]));
    let mut program = Lists {
        cons: classic.given("cons").iter().map(cons).collect(),
        line: pairs(&classic, "line"),
        ..Lists::default()
    };
    program.run();
    assert_same(&classic, "suffix", program.suffix);
    assert_same(&classic, "member", program.member);
    assert_same(&classic, "named", program.named);
    assert_same(&classic, "shared", program.shared);
    assert_same(&classic, "lacking", program.lacking);
}

ascent! {
    struct Triangles;
    relation edge(i64, i64);
    relation triangle(i64, i64, i64);
    relation corner(i64, i64, i64, i64);
    relation count_of(i64, usize);

    triangle(a, b, c) <-- edge(a, b), edge(b, c), edge(a, c);
    corner(a, a, b, c), corner(b, a, b, c), corner(c, a, b, c) <-- triangle(a, b, c);
    count_of(node, n) <-- corner(node, _, _, _), agg n = count() in corner(node, _, _, _);
}

#[test]
fn triangles_are_the_same() {
    let classic = Classic::of("triangle");
    let edge = classic.given("edge").iter().map(|row| (number(&row[0]), number(&row[1]))).collect();
    let mut program = Triangles { edge, ..Triangles::default() };
    program.run();
    assert_same(&classic, "triangle", program.triangle);
    assert_same(&classic, "count_of", program.count_of);
}

ascent! {
    struct Busy;
    relation edge(i64, i64);
    relation triangle(i64, i64, i64);
    relation turn(i64, i64, i64);
    relation fan(i64, i64, i64, i64);

    triangle(a, b, c) <-- edge(a, b), edge(b, c), edge(a, c);
    turn(a, b, c) <-- edge(a, b), edge(b, c), edge(c, a);
    fan(a, b, c, d) <-- edge(a, b), edge(b, c), edge(c, d), edge(a, c), edge(a, d);
}

#[test]
fn triangles_through_a_busy_node_are_the_same() {
    let classic = Classic::of("triangles");
    let edge = classic.given("edge").iter().map(|row| (number(&row[0]), number(&row[1]))).collect();
    let mut program = Busy { edge, ..Busy::default() };
    program.run();
    assert_same(&classic, "triangle", program.triangle);
    assert_same(&classic, "turn", program.turn);
    assert_same(&classic, "fan", program.fan);
}

ascent! {
    struct Materials;
    relation made_of(Name, Name, i64);
    relation price(Name, i64);
    relation way(Name, Name, String, i64);
    relation paid(Name, String, i64);
    relation needs(Name, Name, i64);
    relation cost(Name, i64);

    way(p, q, q.to_string(), n) <-- made_of(p, q, n);
    way(p, r, format!("{w}/{r}"), a * b) <-- way(p, q, w, a), made_of(q, r, b);
    paid(p, w, n * each) <-- way(p, q, w, n), price(q, each);
    needs(p, q, n) <-- way(p, q, _, _), agg n = sum(k) in way(p, q, _, k);
    cost(p, c) <-- paid(p, _, _), agg c = sum(k) in paid(p, _, k);
}

#[test]
fn materials_are_the_same() {
    let classic = Classic::of("materials");
    let mut program = Materials {
        made_of: classic.given("made_of").iter().map(|row| (name(&row[0]), name(&row[1]), number(&row[2]))).collect(),
        price: classic.given("price").iter().map(|row| (name(&row[0]), cents(&row[1]))).collect(),
        ..Materials::default()
    };
    program.run();
    let expected = classic.expected("cost");
    let expected: Vec<(Name, i64)> = expected.iter().map(|row| (name(&row[0]), cents(&row[1]))).collect();
    program.cost.sort_unstable();
    assert_eq!(program.cost, expected);
    assert_same(&classic, "needs", program.needs);
}

/// An amount in hundredths.
fn cents(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    number(&format!("{whole}{part:0<2}"))
}

ascent! {
    struct Budget;
    relation cell(Name, Name, Name, Name, i64);
    relation wrong_sum(Name, Name, Name, Name, i64, i64);
    relation differs(Name, Name, Name, i64, i64);
    relation missing(Name, Name);
    relation part(Name, Name, Name, Name, Name, i64);

    part(f, t, parent(c), k, c, a) <-- cell(f, t, c, k, a), if c.len() > 3;
    wrong_sum(f, t, c, k, own, s) <--
        cell(f, t, c, k, own), part(f, t, c, k, _, _), agg s = sum(a) in part(f, t, c, k, _, a), if *own != s;
    differs(f, c, k, a, b) <-- cell(f, "1", c, k, a), cell(f, "3", c, k, b), if a != b;
    missing(f, c) <-- cell(f, "2", c, _, _), !cell(f, "3", c, _, _);
}

/// The code one level up; levels have 3, 2 and 2 digits.
fn parent(code: Name) -> Name {
    &code[..code.len() - 2]
}

#[test]
fn budgets_are_the_same() {
    let classic = Classic::of("budget");
    let cell = |row: &Vec<String>| (name(&row[0]), name(&row[1]), name(&row[2]), name(&row[3]), cents(&row[4]));
    let mut program = Budget { cell: classic.given("cell").iter().map(cell).collect(), ..Budget::default() };
    program.run();
    let money = |cents: i64| format!("{}.{:02}", cents / 100, cents % 100);
    let wrong = program.wrong_sum.into_iter().map(|(f, t, c, k, own, s)| {
        [f, t, c, k].map(str::to_owned).into_iter().chain([money(own), money(s)]).collect()
    });
    assert_eq!(wrong.collect::<super::Rows>(), classic.expected("wrong_sum"));
    let differs = program
        .differs
        .into_iter()
        .map(|(f, c, k, a, b)| [f, c, k].map(str::to_owned).into_iter().chain([money(a), money(b)]).collect());
    assert_eq!(differs.collect::<super::Rows>(), classic.expected("differs"));
    assert_same(&classic, "missing", program.missing);
}
