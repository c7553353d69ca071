//! Costs as one page that needs nothing else: no script, nothing from elsewhere.

use super::flame::flame;
use super::{Costs, grouped, share, time};
use crate::engine::{Profile, StepCost};
use crate::program::{Program, Source};
use crate::report::escape::html as escape;
use crate::report::page_head;
use crate::report::terminal::printable;

const STYLE: &str = include_str!("style.css");

/// The page.
pub fn profile_page(program: &Program, sources: &[Source], profile: &Profile) -> String {
    let costs = Costs { program, sources, profile };
    let head = page_head("用时", STYLE);
    let whole = time(profile.nanoseconds());
    let (flame, clauses, indexes) = (flame(&costs), clauses(&costs), indexes(&costs));
    format!(
        "{head}<body>\n<main>\n<h1>用时 {whole} 毫秒</h1>\n<h2>火焰图</h2>\n{flame}\
         <h2>规则和定义</h2>\n{clauses}<h2>索引</h2>\n{indexes}</main>\n</body>\n</html>\n"
    )
}

fn clauses(costs: &Costs) -> String {
    let whole = costs.profile.nanoseconds();
    let mut rows = Vec::new();
    for cost in costs.dearest() {
        let named = costs.named(cost);
        let numbers = [
            time(cost.nanoseconds),
            share(cost.nanoseconds, whole),
            grouped(cost.rounds.into()),
            grouped(cost.looked_at),
            grouped(cost.produced),
        ];
        rows.push(row("", &numbers, &[&named.heading(), &named.place]));
        for StepCost { condition, entered, left, nanoseconds } in &cost.steps {
            let numbers =
                [time(*nanoseconds), share(*nanoseconds, whole), String::new(), grouped(*entered), grouped(*left)];
            rows.push(row(" class=\"step\"", &numbers, &[&costs.condition(cost.clause, *condition), ""]));
        }
    }
    table(&["毫秒", "份额", "轮", "看过", "得出", "规则或定义", "写在"], &rows)
}

fn indexes(costs: &Costs) -> String {
    if costs.profile.indexes.is_empty() {
        return "<p>没有记下索引。</p>\n".to_owned();
    }
    let row = |cost: &&crate::engine::IndexCost| {
        let numbers = [cost.bytes, cost.keys, cost.rows, cost.lookups].map(grouped);
        row("", &numbers, &[&costs.index(cost)])
    };
    let rows: Vec<String> = costs.largest().iter().map(row).collect();
    table(&["字节", "键", "行", "查过", "关系和列"], &rows)
}

fn row(class: &str, numbers: &[String], texts: &[&str]) -> String {
    let numbers = numbers.iter().map(|number| format!("<td class=\"n\">{}</td>", escape(number)));
    let texts = texts.iter().map(|text| format!("<td>{}</td>", escape(&printable(text))));
    format!("<tr{class}>{}</tr>\n", numbers.chain(texts).collect::<String>())
}

fn table(heads: &[&str], rows: &[String]) -> String {
    let heads: String = heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
    let rows = rows.concat();
    format!("<div class=\"wide\"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n")
}
