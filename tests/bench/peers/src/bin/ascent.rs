//! The workloads in ascent.

use ascent::aggregators::sum;
use ascent::ascent;
use gouji_peers::{arguments, report};

ascent! {
    struct Closure;
    relation edge(u32, u32);
    relation tc(u32, u32);

    tc(x, y) <-- edge(x, y);
    tc(x, z) <-- tc(x, y), edge(y, z);
}

ascent! {
    struct SameGeneration;
    relation parent(u32, u32);
    relation sg(u32, u32);

    sg(x, y) <-- parent(x, p), parent(y, p), if x != y;
    sg(x, y) <-- parent(x, p), sg(p, q), parent(y, q);
}

ascent! {
    struct PointsTo;
    relation address(u32, u32);
    relation assign(u32, u32);
    relation load(u32, u32);
    relation store(u32, u32);
    relation pt(u32, u32);

    pt(y, x) <-- address(y, x);
    pt(y, x) <-- assign(y, z), pt(z, x);
    pt(y, w) <-- load(y, x), pt(x, z), pt(z, w);
    pt(z, w) <-- store(y, x), pt(y, z), pt(x, w);
}

ascent! {
    struct Budget;
    relation cell(u32, u32, u32, u32, i64);
    relation parent(u32, u32);
    relation tables(u32, u32, u32);
    relation child(u32, u32, u32, u32, u32, i64);
    relation group(u32, u32, u32, u32);
    relation bad_sum(u32, u32, u32, u32, i64, i64);
    relation bad_cross(u32, u32, u32, i64, i64);
    relation in3(u32, u32);
    relation missing3(u32, u32);

    child(d, t, p, c, k, a) <-- cell(d, t, k, c, a), parent(k, p);
    group(d, t, p, c) <-- child(d, t, p, c, _, _);
    bad_sum(d, t, p, c, own, s) <--
        group(d, t, p, c), cell(d, t, p, c, own), agg s = sum(a) in child(d, t, p, c, _, a), if s != *own;
    bad_cross(d, k, c, a, b) <-- tables(t1, _, t3), cell(d, t1, k, c, a), cell(d, t3, k, c, b), if a != b;
    in3(d, k) <-- tables(_, _, t3), cell(d, t3, k, _, _);
    missing3(d, k) <-- tables(_, t2, _), cell(d, t2, k, _, _), !in3(d, k);
}

fn main() {
    let (workload, mut facts) = arguments();
    match workload.as_str() {
        "tc" => {
            let mut program = Closure { edge: facts.pairs("edge"), ..Closure::default() };
            program.run();
            report(&[program.tc.len()]);
        }
        "sg" => {
            let mut program = SameGeneration { parent: facts.pairs("parent"), ..SameGeneration::default() };
            program.run();
            report(&[program.sg.len()]);
        }
        "andersen" => {
            let mut program = PointsTo {
                address: facts.pairs("addressOf"),
                assign: facts.pairs("assign"),
                load: facts.pairs("load"),
                store: facts.pairs("store"),
                ..PointsTo::default()
            };
            program.run();
            report(&[program.pt.len()]);
        }
        _ => {
            let tables = (facts.number("t1"), facts.number("t2"), facts.number("t3"));
            let (cell, parent) = (facts.cells(), facts.names("parent"));
            let mut program = Budget { cell, parent, tables: vec![tables], ..Budget::default() };
            program.run();
            report(&[program.bad_sum.len(), program.bad_cross.len(), program.missing3.len()]);
        }
    }
}
