//! The words of the language, in Chinese and in English.

use super::Language;

/// One word in both columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Keyword {
    /// As the reviewer writes it, and as the tree keeps it.
    pub(super) chinese: &'static str,
    /// Its English twin.
    pub(super) english: &'static str,
}

impl Keyword {
    /// Whether a word is this keyword.
    pub(super) fn is(self, word: &str) -> bool {
        word == self.chinese || word == self.english
    }

    /// The word of a language.
    pub(super) fn text(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.chinese,
            Language::English => self.english,
        }
    }
}

/// Declares the table: a constant per word, and named groups of them in the order of the grammar.
macro_rules! table {
    ($($(#[$about:meta])* $group:ident { $($name:ident $chinese:literal $english:literal)* })*) => {
        $(
            $(pub(super) const $name: Keyword = Keyword { chinese: $chinese, english: $english };)*
            $(#[$about])*
            pub(super) const $group: &[Keyword] = &[$($name),*];
        )*
    };
}

table! {
    /// What an item starts with.
    ITEMS {
        PACK "包" "pack"
        UNIT "单位" "unit"
        CODES "编码" "codes"
        ALIAS "别名" "alias"
        HEADING "标题" "heading"
        CONTENTS "目录" "contents"
        CAPTION "表头" "caption"
        EXCLUDE "不计" "exclude"
        FILING "文件" "filing"
        RELATION "关系" "relation"
        LAYOUT "表样" "layout"
        SENTENCE "句式" "sentence"
        DEFINE "定义" "define"
        RULE "规则" "rule"
        TEST "测试" "test"
    }
    /// Behind 包 and 关系.
    PACK_CLAUSES {
        VERSION "版本" "version"
        USES "引用" "uses"
        NOTE "说明" "note"
    }
    /// Behind the factor of 单位, and behind a column's type.
    ATTRIBUTES {
        STEP "最小" "step"
        EXACT "精确" "exact"
        DOUBTFUL "存疑" "doubtful"
        BLANK "空作" "blank"
    }
    /// Clauses of 表样 beside its fields; 单位 is one too.
    LAYOUT_CLAUSES {
        TOTALS "总行" "totals"
        BLOCK "块" "block"
        LET "取" "let"
        INHERIT "承" "inherit"
        ROW "行式" "row"
        IDENTITY "恒等" "identity"
        SISTER "参照" "sister"
    }
    /// Where a field of 表样 comes from.
    SOURCES {
        COLUMN "列" "column"
        SAME "列同名" "same"
        SPLIT "拆" "split"
        NESTED "层次" "nested"
        FILL_DOWN "承上" "filldown"
        POSITION "列序" "position"
    }
    /// Small words inside clauses.
    PARTICLES {
        OR "或" "or"
        IN "于" "in"
        LEVELS "逐级" "levels"
        DEFAULT "若无" "default"
        AMONG "属于" "among"
        WITH "与" "to"
        OPTIONAL "可无" "optional"
        BY "按" "by"
        NOT "非" "not"
        ABSENT "无" "absent"
        EXISTS "有" "exists"
        FROM "起" "on"
        TO "至" "to"
        PROSE "文" "prose"
        YEAR "年度" "year"
        TIMES "次" "times"
    }
    /// Clauses of 规则 that say something about it.
    RULE_CLAUSES {
        SEVERITY "级别" "severity"
        BASIS "依据" "basis"
        APPLIES "适用" "applies"
        YEARS "施行" "years"
        ROUNDING "舍入" "rounding"
    }
    /// The sentence that a rule is.
    BODY {
        WHEN "当" "when"
        AND "且" "and"
        EXPECT "应" "expect"
        ELSE "否则" "else"
    }
    /// Which filing an atom looks at.
    SCOPES {
        PRIOR "上年" "prior"
        SUBORDINATE "下属" "subordinate"
        BUDGET "预算" "budget"
    }
    /// How an aggregate brings values together.
    FUNCTIONS {
        SUM "求和" "sum"
        COUNT "计数" "count"
        MAX "最大" "max"
        MIN "最小" "min"
        NEAREST "最近" "nearest"
    }
    /// Functions, by the names they are called by. What each takes and gives is known to the program.
    CALLS {
        CALL_LEVEL "层级" "level"
        CALL_ANCESTOR "上级编码" "ancestor"
        CALL_MAGNITUDE "绝对值" "magnitude"
        CALL_LAST_DIGIT "末位" "last_digit"
        CALL_CONTAINS "含" "contains"
        CALL_STARTS_WITH "始于" "starts_with"
        CALL_LENGTH "长度" "length"
        CALL_ITEMS "项数" "items"
        CALL_LIKENESS "相近" "likeness"
        CALL_EXACT "精确" "exact"
        CALL_ENDS_WITH "止于" "ends_with"
        CALL_MATCHES "匹配" "matches"
        CALL_EXTRACT "取" "extract"
        CALL_JOIN "连接" "join"
        CALL_TEXT "文字" "text"
        CALL_NUMBER "数值" "number"
        CALL_BALANCED "成对" "balanced"
        CALL_ROUND "四舍五入" "round"
        CALL_DATE "日期" "date"
        CALL_YEAR "年" "year"
        CALL_MONTH "月" "month"
        CALL_DAY "日" "day"
        CALL_DAYS "日数" "days"
    }
    /// Holes of 否则 that name no variable.
    HOLES {
        HOLE_DIFFERENCE "差额" "difference"
        HOLE_TOLERANCE "容差" "tolerance"
        HOLE_EXPECTED "应为" "expected"
    }
    /// Clauses of 测试.
    TEST_CLAUSES {
        GIVEN "给定" "given"
        WANT "期望" "expect"
    }
    /// Levels of 级别 and 舍入.
    SEVERITIES {
        ERROR "错误" "error"
        WARNING "警告" "warning"
        HINT "提示" "note"
    }
    /// What a unit measures.
    KINDS {
        KIND_MONEY "金额" "money"
        KIND_RATIO "比率" "ratio"
        KIND_COUNT "数量" "count"
        KIND_PRICE "单价" "price"
    }
    /// What 文件 reads.
    ROLES {
        ROLE_UNIT "单位" "unit"
        ROLE_YEAR "年度" "year"
        ROLE_KIND "种类" "kind"
        ROLE_SUBORDINATE "下属" "subordinate"
    }
    /// Types of columns.
    TYPES {
        TYPE_TEXT "文本" "text"
        TYPE_CODE "科目编码" "code"
        TYPE_INTEGER "整数" "integer"
        TYPE_MONEY "金额" "money"
        TYPE_PERCENT "百分比" "percent"
        TYPE_COUNT "数量" "count"
        TYPE_PRICE "单价" "price"
        TYPE_FIGURE "数" "figure"
        TYPE_TARGET "指标" "target"
        TYPE_DATE "日期" "date"
        TYPE_RELATION "关系名" "relation"
    }
    /// What a test expects of a rule.
    VERDICTS {
        AGREES "相符" "agrees"
        ROUNDED "舍入" "rounding"
        DISAGREES "不符" "disagrees"
        UNCHECKED "未核" "unchecked"
        SELF_EVIDENT "自证" "selfevident"
        NOTHING "无" "none"
    }
}

/// The keyword of a group that a word is.
pub(super) fn find(group: &[Keyword], word: &str) -> Option<Keyword> {
    group.iter().copied().find(|keyword| keyword.is(word))
}

/// The language of a word that begins a line, when it is a keyword there.
pub(super) fn language(word: &str) -> Option<Language> {
    let groups = [ITEMS, PACK_CLAUSES, LAYOUT_CLAUSES, RULE_CLAUSES, BODY, TEST_CLAUSES, &[IN, OR]];
    let found = groups.iter().find_map(|group| find(group, word))?;
    Some(if word == found.chinese { Language::Chinese } else { Language::English })
}

/// The longest keyword that a word starts with and goes on behind, as it is spelled there.
///
/// English keywords count only before something that is no small letter: `ruler` is a word of its own.
pub(super) fn glued<'w>(groups: &[&[Keyword]], word: &'w str) -> Option<&'w str> {
    let spellings = groups.iter().flat_map(|group| group.iter()).flat_map(|keyword| [keyword.chinese, keyword.english]);
    spellings
        .filter(|spelling| {
            let next = word.strip_prefix(spelling).and_then(|rest| rest.chars().next());
            next.is_some_and(|next| !spelling.is_ascii() || !next.is_ascii_lowercase())
        })
        .max_by_key(|spelling| spelling.len())
        .and_then(|spelling| word.get(..spelling.len()))
}

/// The keyword nearest to a word, when it is near enough to be meant.
pub(super) fn nearest(groups: &[&[Keyword]], word: &str) -> Option<&'static str> {
    // Longer words are no slips, and measuring them would cost.
    if word.chars().count() > 16 {
        return None;
    }
    let spellings = groups.iter().flat_map(|group| group.iter()).flat_map(|keyword| [keyword.chinese, keyword.english]);
    spellings
        .map(|spelling| (distance(spelling, &word.to_ascii_lowercase()), spelling))
        .filter(|(far, spelling)| *far <= if spelling.is_ascii() { 2 } else { 1 } && *far < spelling.chars().count())
        .min_by_key(|(far, _)| *far)
        .map(|(_, spelling)| spelling)
}

/// How many characters must be put in, taken out, changed, or swapped with their neighbour, to turn one into the other.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last = None;
    for (i, l) in left.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, r) in right.iter().enumerate() {
            let mut least = (row[j] + usize::from(l != *r)).min(row[j + 1] + 1).min(next[j] + 1);
            if j > 0 && last == Some(*r) && l == right[j - 1] {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
        last = Some(l);
    }
    row[right.len()]
}
