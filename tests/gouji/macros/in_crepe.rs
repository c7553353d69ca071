//! The classic programs in crepe.

use super::super::classics::Classic;
use super::{Name, assert_same, name, number, pairs};

mod closure {
    use super::Name;

    crepe::crepe! {
        @input
        pub(super) struct Edge(pub(super) Name, pub(super) Name);
        @output
        pub(super) struct Path(pub(super) Name, pub(super) Name);
        @output
        pub(super) struct Cyclic(pub(super) Name);

        Path(x, y) <- Edge(x, y);
        Path(x, z) <- Edge(x, y), Path(y, z);
        Cyclic(x) <- Path(x, y), (x == y);
    }
}

#[test]
fn closure_is_the_same() {
    let classic = Classic::of("closure");
    let mut program = closure::Crepe::new();
    program.extend(pairs(&classic, "edge").into_iter().map(|(x, y)| closure::Edge(x, y)));
    let (paths, cyclic) = program.run();
    assert_same(&classic, "path", paths.into_iter().map(|row| (row.0, row.1)));
    assert_same(&classic, "cyclic", cyclic.into_iter().map(|row| (row.0,)));
}

mod same_generation {
    use super::Name;

    crepe::crepe! {
        @input
        pub(super) struct Parent(pub(super) Name, pub(super) Name);
        @output
        pub(super) struct Same(pub(super) Name, pub(super) Name);

        Same(x, y) <- Parent(x, p), Parent(y, p), (x != y);
        Same(x, y) <- Parent(x, p), Same(p, q), Parent(y, q);
    }
}

#[test]
fn same_generation_is_the_same() {
    let classic = Classic::of("same_generation");
    let mut program = same_generation::Crepe::new();
    program.extend(pairs(&classic, "parent").into_iter().map(|(x, p)| same_generation::Parent(x, p)));
    assert_same(&classic, "same", program.run().0.into_iter().map(|row| (row.0, row.1)));
}

mod points_to {
    use super::Name;

    crepe::crepe! {
        @input
        pub(super) struct Address(pub(super) Name, pub(super) Name);
        @input
        pub(super) struct Assign(pub(super) Name, pub(super) Name);
        @input
        pub(super) struct Load(pub(super) Name, pub(super) Name);
        @input
        pub(super) struct Store(pub(super) Name, pub(super) Name);
        @output
        pub(super) struct Points(pub(super) Name, pub(super) Name);
        @output
        pub(super) struct Alias(pub(super) Name, pub(super) Name);

        Points(y, x) <- Address(y, x);
        Points(y, x) <- Assign(y, z), Points(z, x);
        Points(y, w) <- Load(y, x), Points(x, z), Points(z, w);
        Points(z, w) <- Store(y, x), Points(y, z), Points(x, w);
        Alias(x, y) <- Points(x, o), Points(y, o), (x != y);
    }
}

#[test]
fn points_to_is_the_same() {
    let classic = Classic::of("points_to");
    let mut program = points_to::Crepe::new();
    program.extend(pairs(&classic, "address").into_iter().map(|(y, x)| points_to::Address(y, x)));
    program.extend(pairs(&classic, "assign").into_iter().map(|(y, x)| points_to::Assign(y, x)));
    program.extend(pairs(&classic, "load").into_iter().map(|(y, x)| points_to::Load(y, x)));
    program.extend(pairs(&classic, "store").into_iter().map(|(y, x)| points_to::Store(y, x)));
    let (points, alias) = program.run();
    assert_same(&classic, "points", points.into_iter().map(|row| (row.0, row.1)));
    assert_same(&classic, "alias", alias.into_iter().map(|row| (row.0, row.1)));
}

mod shortest_path {
    use super::Name;

    crepe::crepe! {
        @input
        pub(super) struct Edge(pub(super) Name, pub(super) Name, pub(super) i64);
        @input
        pub(super) struct Start(pub(super) Name);
        @input
        pub(super) struct Bound(pub(super) i64);
        @output
        pub(super) struct Walk(pub(super) Name, pub(super) i64);

        Walk(y, c) <- Start(x), Edge(x, y, c);
        Walk(y, d + c) <- Bound(most), Walk(x, d), Edge(x, y, c), (d + c <= most);
    }
}

#[test]
fn walks_are_the_same() {
    let classic = Classic::of("shortest_path");
    let mut program = shortest_path::Crepe::new();
    let edge = |row: &Vec<String>| shortest_path::Edge(name(&row[0]), name(&row[1]), number(&row[2]));
    program.extend(classic.given("edge").iter().map(edge));
    program.extend(classic.given("start").iter().map(|row| shortest_path::Start(name(&row[0]))));
    program.extend(classic.given("bound").iter().map(|row| shortest_path::Bound(number(&row[0]))));
    assert_same(&classic, "walk", program.run().0.into_iter().map(|row| (row.0, row.1)));
}

mod win_move {
    use super::Name;

    crepe::crepe! {
        @input
        pub(super) struct Step(pub(super) Name, pub(super) Name);
        struct Position(Name);
        struct Moves(Name);
        struct Open2(Name);
        struct Open4(Name);
        struct Open6(Name);
        struct Won1(Name);
        struct Won3(Name);
        struct Lost0(Name);
        struct Lost2(Name);
        @output
        pub(super) struct Lost4(pub(super) Name);
        @output
        pub(super) struct Won5(pub(super) Name);
        @output
        pub(super) struct Lost6(pub(super) Name);
        @output
        pub(super) struct Undecided(pub(super) Name);

        Position(x) <- Step(x, _);
        Position(x) <- Step(_, x);
        Moves(x) <- Step(x, _);
        Lost0(x) <- Position(x), !Moves(x);
        Won1(x) <- Step(x, y), Lost0(y);
        Open2(x) <- Step(x, y), !Won1(y);
        Lost2(x) <- Position(x), !Open2(x);
        Won3(x) <- Step(x, y), Lost2(y);
        Open4(x) <- Step(x, y), !Won3(y);
        Lost4(x) <- Position(x), !Open4(x);
        Won5(x) <- Step(x, y), Lost4(y);
        Open6(x) <- Step(x, y), !Won5(y);
        Lost6(x) <- Position(x), !Open6(x);
        Undecided(x) <- Position(x), !Won5(x), !Lost6(x);
    }
}

#[test]
fn games_end_the_same() {
    let classic = Classic::of("win_move");
    let mut program = win_move::Crepe::new();
    program.extend(pairs(&classic, "move").into_iter().map(|(x, y)| win_move::Step(x, y)));
    let (lost4, won5, lost6, undecided) = program.run();
    assert_same(&classic, "lost4", lost4.into_iter().map(|row| (row.0,)));
    assert_same(&classic, "won5", won5.into_iter().map(|row| (row.0,)));
    assert_same(&classic, "lost6", lost6.into_iter().map(|row| (row.0,)));
    assert_same(&classic, "undecided", undecided.into_iter().map(|row| (row.0,)));
}

mod lists {
    use super::Name;

    crepe::crepe! {
        @input
        pub(super) struct Cons(pub(super) Name, pub(super) Name, pub(super) Name);
        @input
        pub(super) struct Line(pub(super) Name, pub(super) Name);
        @output
        pub(super) struct Suffix(pub(super) Name, pub(super) Name);
        @output
        pub(super) struct Member(pub(super) Name, pub(super) Name);
        @output
        pub(super) struct Shared(pub(super) Name, pub(super) Name);
        @output
        pub(super) struct Lacking(pub(super) Name, pub(super) Name);

        Suffix(l, t) <- Cons(l, _, t);
        Suffix(l, r) <- Cons(l, _, t), Suffix(t, r);
        Member(l, h) <- Cons(l, h, _);
        Member(l, i) <- Cons(l, _, t), Member(t, i);
        Shared(x, y) <- Line(x, _), Line(y, _), Member(x, i), Member(y, i), (x != y);
        Lacking(l, i) <- Line(l, all), for i in all.split('、'), !Member(l, i);
    }
}

#[test]
fn lists_are_the_same() {
    let classic = Classic::of("lists");
    let mut program = lists::Crepe::new();
    program.extend(classic.given("cons").iter().map(|row| lists::Cons(name(&row[0]), name(&row[1]), name(&row[2]))));
    program.extend(pairs(&classic, "line").into_iter().map(|(list, items)| lists::Line(list, items)));
    let (suffix, member, shared, lacking) = program.run();
    assert_same(&classic, "suffix", suffix.into_iter().map(|row| (row.0, row.1)));
    assert_same(&classic, "member", member.into_iter().map(|row| (row.0, row.1)));
    assert_same(&classic, "shared", shared.into_iter().map(|row| (row.0, row.1)));
    assert_same(&classic, "lacking", lacking.into_iter().map(|row| (row.0, row.1)));
}

mod triangle {
    crepe::crepe! {
        @input
        pub(super) struct Edge(pub(super) i64, pub(super) i64);
        @output
        pub(super) struct Triangle(pub(super) i64, pub(super) i64, pub(super) i64);

        Triangle(a, b, c) <- Edge(a, b), Edge(b, c), Edge(a, c);
    }
}

#[test]
fn triangles_are_the_same() {
    let classic = Classic::of("triangle");
    let mut program = triangle::Crepe::new();
    program.extend(classic.given("edge").iter().map(|row| triangle::Edge(number(&row[0]), number(&row[1]))));
    assert_same(&classic, "triangle", program.run().0.into_iter().map(|row| (row.0, row.1, row.2)));
}

mod triangles {
    crepe::crepe! {
        @input
        pub(super) struct Edge(pub(super) i64, pub(super) i64);
        @output
        pub(super) struct Triangle(pub(super) i64, pub(super) i64, pub(super) i64);
        @output
        pub(super) struct Turn(pub(super) i64, pub(super) i64, pub(super) i64);
        @output
        pub(super) struct Fan(pub(super) i64, pub(super) i64, pub(super) i64, pub(super) i64);

        Triangle(a, b, c) <- Edge(a, b), Edge(b, c), Edge(a, c);
        Turn(a, b, c) <- Edge(a, b), Edge(b, c), Edge(c, a);
        Fan(a, b, c, d) <- Edge(a, b), Edge(b, c), Edge(c, d), Edge(a, c), Edge(a, d);
    }
}

#[test]
fn triangles_through_a_busy_node_are_the_same() {
    let classic = Classic::of("triangles");
    let mut program = triangles::Crepe::new();
    program.extend(classic.given("edge").iter().map(|row| triangles::Edge(number(&row[0]), number(&row[1]))));
    let (triangle, turn, fan) = program.run();
    assert_same(&classic, "triangle", triangle.into_iter().map(|row| (row.0, row.1, row.2)));
    assert_same(&classic, "turn", turn.into_iter().map(|row| (row.0, row.1, row.2)));
    assert_same(&classic, "fan", fan.into_iter().map(|row| (row.0, row.1, row.2, row.3)));
}
