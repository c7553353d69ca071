//! Every digit of a filing is claimed, excluded or unclaimed, and few are unclaimed.

use gouji::extract::Reading;
use gouji::report::Checked;

use super::samples::samples;

/// The least share of the figures in running text that sentences must read, in percent.
const PROSE_FLOOR: usize = 95;

#[test]
fn the_three_sum_to_all_digits() {
    for sample in samples().iter().filter(|sample| sample.is_text()) {
        let (claimed, excluded, unclaimed) = sample.checked().coverage.counts();
        assert_eq!(claimed + excluded + unclaimed, digit_runs(&sample.text), "{}", sample.name);
    }
}

#[test]
fn sentences_are_read() {
    for sample in samples() {
        let (read, all) = prose(sample.checked());
        assert!(100 * read >= PROSE_FLOOR * all, "{}: {read} of {all}", sample.name);
    }
}

/// Figures in running text: how many were read, and how many there are.
pub(crate) fn prose(checked: &Checked) -> (usize, usize) {
    let outside = checked.coverage.digits.iter().filter(|digits| !digits.in_table);
    outside.fold((0, 0), |(read, all), digits| match digits.reading {
        Reading::Claimed => (read + 1, all + 1),
        Reading::Unclaimed => (read, all + 1),
        Reading::Excluded(_) | Reading::Ordinal => (read, all),
    })
}

/// Runs of digits, with the points and commas between digits, counted on the bare text.
pub(crate) fn digit_runs(text: &str) -> usize {
    text.lines().map(|line| line_runs(line).len()).sum()
}

/// The runs of digits of a line: first column, from 1, and text.
pub(crate) fn line_runs(line: &str) -> Vec<(usize, String)> {
    let fold = |ch: char| match ch {
        '０'..='９' => char::from_digit(ch as u32 - '０' as u32, 10).unwrap_or(ch),
        '．' => '.',
        '，' => ',',
        ch => ch,
    };
    let chars: Vec<char> = line.chars().map(fold).collect();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut runs = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        while digit(at) || (at > start && matches!(chars.get(at), Some('.' | ',')) && digit(at + 1)) {
            at += 1;
        }
        if at > start {
            runs.push((start + 1, chars[start..at].iter().collect()));
        } else {
            at += 1;
        }
    }
    runs
}
