//! `gouji run`: files of facts in and out, messages, exit codes.

use std::fs;

use super::gouji::{Folder, Run, gouji};

const PROGRAM: &str = "\
单位 万元 金额 10000
单位 % 比率 0.01
关系 员工(名: 文本, 部: 科目编码, 号: 整数, 入职: 日期, 薪: 金额, 比: 百分比, 额: 数)
定义 全(名, 部, 号, 入职, 薪, 比, 额) 当 员工(名, 部, 号, 入职, 薪, 比, 额)
定义 众(名) 当 员工(名)
";

/// A program and its facts.
struct Bench(Folder);

impl Bench {
    fn new(program: &str) -> Bench {
        let folder = Folder::new();
        folder.file("p.dl", program);
        folder.file("facts/.keep", "");
        Bench(folder)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Bench {
        self.0.file(&format!("facts/{name}"), bytes);
        self
    }

    fn run(&self, more: &[&str]) -> Run {
        let path = |name: &str| self.0.path().join(name).display().to_string();
        let (program, facts, out) = (path("p.dl"), path("facts"), path("out"));
        let mut args = vec!["run", &program, "--facts", &facts, "--output", &out];
        args.extend(more);
        gouji(&args)
    }

    fn out(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join("out").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

#[test]
fn values_go_in_and_out_in_every_format() {
    let tabs = "张　三\t2080505\t12\t2026年1月2日\t1,234.50 万元\t5%\t0.10\r\n李四\t201\t-3\t2026-12-31\t-7\t0.2\t99999999999999999999.5\r\n";
    let commas = "额,名,部,号,入职,薪,比\n0.10,\"张 三\",2080505,12,2026/1/2,\"1,234.50万元\",5%\n99999999999999999999.5,李四,201,-3,2026.12.31,-7,0.2\n";
    let objects = "{\"名\":\"张三\",\"部\":2080505,\"号\":12,\"入职\":\"2026-01-02\",\"薪\":\"1234.50万元\",\"比\":\"5%\",\"额\":0.10}\n\n[\"李四\",\"201\",-3,\"2026-12-31\",-7,0.2,99999999999999999999.5]";
    let expected = "张三\t2080505\t12\t2026-01-02\t1234.50万元\t5%\t0.10\n李四\t201\t-3\t2026-12-31\t-7\t0.2\t99999999999999999999.5\n";
    for (name, bytes) in [("员工.facts", tabs), ("员工.csv", commas), ("员工.jsonl", objects)] {
        let bench = Bench::new(PROGRAM);
        let run = bench.file(name, bytes).run(&[]);
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""), "{name}");
        assert_eq!(bench.out("全.facts"), expected, "{name}");
        bench.run(&["--format", "csv", "--print", "全"]);
        assert_eq!(bench.out("全.csv").lines().next(), Some("名,部,号,入职,薪,比,额"));
        bench.run(&["--format", "jsonl", "--sorted"]);
        assert_eq!(
            bench.out("全.jsonl").lines().next(),
            Some(
                "{\"名\":\"张三\",\"部\":\"2080505\",\"号\":12,\"入职\":\"2026-01-02\",\"薪\":\"1234.50万元\",\"比\":\"5%\",\"额\":0.10}"
            )
        );
    }
}

#[test]
fn blanks_and_ends_of_files() {
    for (text, count) in [
        ("", 0),
        ("\n\r\n\n", 0),
        ("a\t\t\t\t\t\t", 1),
        ("\u{feff}a\t\t\t\t\t\t\n", 1),
        ("a\t\t\t\t\t\t\nb\t\t\t\t\t\t\n", 2),
        ("\t\t\t\t\t\t\na\t\t\t\t\t\t", 1),
    ] {
        let bench = Bench::new(PROGRAM);
        let run = bench.file("员工.facts", text).run(&["--sizes", "--print", "众"]);
        assert_eq!((run.code, run.out), (0, format!("众\t{count}\n")), "{text:?}: {}", run.err);
    }
}

/// Each wrong file, the line it is told for, and words of what is said.
#[test]
fn what_does_not_fit_is_named() {
    let seven = "甲\t201\t1\t2026-01-01\t1\t1\t1\n";
    let long = "9".repeat(100 << 20);
    let wide = "\t".repeat(1 << 20);
    let cases: Vec<(&str, Vec<u8>, usize, &str)> = vec![
        ("员工.facts", b"a\tb\n".to_vec(), 1, "有 2 格，关系有 7 列：名、部、号"),
        ("员工.facts", format!("{seven}{}\t9\n", seven.trim_end()).into(), 2, "有 8 格"),
        ("员工.facts", format!("{seven}甲\t2x1\t1\t\t\t\t").into(), 2, "列“部”是科目编码，放不进“2x1”"),
        ("员工.facts", "甲\t\t1.5\t\t\t\t".into(), 1, "列“号”是整数"),
        ("员工.facts", "甲\t\t9223372036854775808\t\t\t\t".into(), 1, "列“号”是整数"),
        ("员工.facts", "甲\t\t\t2026年2月30日\t\t\t".into(), 1, "列“入职”是日期"),
        ("员工.facts", "甲\t\t\t\t1e5\t\t".into(), 1, "列“薪”是金额"),
        ("员工.facts", "甲\t\t\t\t3%\t\t".into(), 1, "列“薪”是金额，“3%”的单位不是"),
        ("员工.facts", "甲\t\t\t\t1 亩\t\t".into(), 1, "列“薪”是金额"),
        ("员工.facts", b"\n\xff\xfe\t".to_vec(), 2, "不是 UTF-8"),
        ("员工.facts", b"a\n\nb\0".to_vec(), 3, "零字节"),
        ("员工.facts", long.clone().into(), 1, "有 1 格"),
        ("员工.facts", format!("{long}\t\t\t\t\t\t").into(), 1, "列“名”的一格多于 65536 字节"),
        ("员工.facts", format!("甲\t\t{long}\t\t\t\t").into(), 1, "列“号”是整数，放不进“9999"),
        ("员工.facts", wide.into(), 1, "有 1048577 格"),
        ("员工.csv", "名,部\n".into(), 1, "缺：号、入职、薪、比、额"),
        ("员工.csv", "名,部,号,入职,薪,比,额,又\n".into(), 1, "关系没有列“又”"),
        ("员工.csv", "名,名\n".into(), 1, "列“名”写了两次"),
        ("员工.csv", "名,部,号,入职,薪,比,额\n\"a\nb\",,,,,,\n1,2\n".into(), 4, "有 2 格"),
        ("员工.csv", "名,部,号,入职,薪,比,额\n甲,,x,,,,\n".into(), 2, "列“号”是整数"),
        ("员工.jsonl", "{\"名\":\"甲\"}\n{\"名\"".into(), 2, "要是一个 JSON 对象"),
        ("员工.jsonl", "{\"名\":\"甲\",\"名\":\"乙\"}".into(), 1, "写了两次"),
        ("员工.jsonl", "{\"姓\":\"甲\"}".into(), 1, "关系没有列“姓”"),
        ("员工.jsonl", "\n[1,2]".into(), 2, "有 2 格"),
        ("员工.jsonl", "{\"名\":true}".into(), 1, "JSON"),
        ("员工.jsonl", "{\"名\":[1]}".into(), 1, "JSON"),
        ("员工.jsonl", "{\"名\":\"a\\u0000\"}".into(), 1, "零字节"),
        ("员工.jsonl", "{\"额\":1e3}".into(), 1, "列“额”是数，放不进“1e3”"),
        ("员工.jsonl", "[".repeat(100_000).into(), 1, "JSON"),
    ];
    for (name, bytes, line, words) in cases {
        let bench = Bench::new(PROGRAM);
        let run = bench.file(name, bytes).run(&[]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{words}: {}", run.err);
        let place = format!("{name} 第 {line} 行：");
        assert!(run.err.contains(&place) && run.err.contains(words), "{words}, line {line}: {}", run.err);
        assert!(run.err.chars().count() < 500, "{}", run.err);
    }
}

#[test]
fn files_that_fit_no_relation_are_told() {
    let bench = Bench::new(PROGRAM);
    let run = bench.file("众.facts", "a\n").file("别.csv", "").file("说明.txt", "").run(&["--sizes"]);
    assert_eq!((run.code, run.out.as_str()), (0, "全\t0\n众\t0\n"));
    for words in ["别.csv 没有读：程序没有这个关系", "众.facts 没有读：这个关系由定义得出", "关系 员工 没有事实文件"]
    {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
    assert!(!run.err.contains("说明.txt"), "{}", run.err);
    let run = bench.file("员工.csv", "").file("员工.facts", "").run(&[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("一个关系有两个文件"), "{}", run.err);
}

#[test]
fn rules_are_counted_and_decide_the_exit_code() {
    let rules = "关系 甲(名: 文本, 左: 金额, 右: 金额)\n规则 A1 “左右相等”\n    当   甲(名, 左, 右)\n    应   左 = 右\n    否则 “{名}：左 {左}，右 {右}”\n";
    let bench = Bench::new(rules);
    let run = bench.file("甲.facts", "a\t1\t1.00\nb\t1\t\n").run(&[]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(run.out, "A1 左右相等  相符 1  舍入 0  不符 0  未核 0  自证 0\n");
    let run = bench.file("甲.facts", "a\t1\t1\nb\t1\t2.5\n").run(&[]);
    assert_eq!(run.code, 1);
    assert_eq!(run.out, "A1 左右相等  相符 1  舍入 0  不符 1  未核 0  自证 0\n  错误  b：左 1，右 2.5\n");
}

#[test]
fn limits_stop_what_has_no_end() {
    let endless = "关系 甲(数: 整数)\n定义 乙(数) 当 甲(数)\n定义 乙(数: 大) 当 乙(数) 且 大 = 数 + 1\n";
    let bench = Bench::new(endless);
    let run = bench.file("甲.facts", "0\n").run(&["--max-facts", "1000", "--sizes"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("R001") && run.err.contains("乙"), "{}", run.err);
    let run = bench.file("甲.facts", "0\n".repeat(1 << 20)).run(&["--max-memory", "1"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("事实文件合计多于 1 MiB"), "{}", run.err);
}

#[test]
fn threads_change_no_byte() {
    let program = "\
relation edge(x: integer, y: integer)
define path(x, y) when edge(x, y)
define path(x, y: z) when path(x, y) and edge(x: y, y: z)
define fork(x, y, z) when edge(x, y) and edge(x, y: z) and y ≠ z and not edge(x: y, y: z)
define pair(x, y) when path(x, y) and path(x: y, y: x)
";
    let mut edges = String::new();
    let mut number = 7_u32;
    for _ in 0..700 {
        number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        edges += &format!("{}\t{}\n", (number >> 8) % 300, (number >> 20) % 300);
    }
    let bench = Bench::new(program);
    bench.file("edge.facts", edges);
    let run = |more: &[&str], threads: &str| {
        let run = bench.run(&[more, &["--sizes", "--threads", threads]].concat());
        (run.code, run.out, run.err, ["path", "fork", "pair"].map(|name| bench.out(&format!("{name}.facts"))))
    };
    for limits in [&[][..], &["--max-steps", "30000"], &["--max-facts", "20000"]] {
        let alone = run(limits, "1");
        assert_eq!(alone.0, if limits.is_empty() { 0 } else { 2 }, "{}", alone.2);
        assert!(alone.3[0].lines().count() > 5_000, "enough for several threads");
        for threads in ["2", "7"] {
            assert!(run(limits, threads) == alone, "{limits:?}, {threads} threads");
        }
    }
}

#[test]
fn wrong_arguments_are_told() {
    let bench = Bench::new("关系 甲(数: 整数\n");
    let run = bench.run(&[]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("规则有错误，没有运行"), "{}", run.err);
    let bench = Bench::new(PROGRAM);
    let run = bench.run(&["--print", "没有"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("没有关系“没有”"), "{}", run.err);
    assert_eq!(gouji(&["run", "没有.dl", "--facts", ".", "--sizes"]).code, 2);
    assert_eq!(gouji(&["run", "tests/bench/programs/tc.dl", "--facts", "没有", "--sizes"]).code, 2);
    assert_eq!(gouji(&["run", "tests/bench/programs/tc.dl", "--facts", "."]).code, 2);
}
