//! Numbers as lists print them.

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const FORMAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const BRANCHES: [char; 12] = ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];
const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// A number in a format as OOXML names it; digits where the format is another or has no such number.
pub(super) fn write(number: u32, format: &str) -> String {
    let text = match format {
        "none" | "bullet" => Some(String::new()),
        "decimalZero" => Some(format!("{number:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(digits(number, |digit| char::from_u32(0xff10 + digit))),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => from(number, 20, 0x2460),
        "decimalEnclosedParen" => from(number, 20, 0x2474),
        "decimalEnclosedFullstop" => from(number, 20, 0x2488),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|text| text.to_ascii_lowercase()),
        "ideographTraditional" => cycle(number, &STEMS),
        "ideographZodiac" => cycle(number, &BRANCHES),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            Some(digits(number, |digit| DIGITS.get(digit as usize).copied()))
        }
        "chineseLegalSimplified" => counted(number, FORMAL, ['拾', '佰', '仟'], false),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => counted(number, DIGITS, ['十', '百', '千'], true),
        "ideographEnclosedCircle" => from(number, 10, 0x3280),
        _ => None,
    };
    text.unwrap_or_else(|| number.to_string())
}

fn digits(number: u32, digit: impl Fn(u32) -> Option<char>) -> String {
    number.to_string().chars().filter_map(|ch| digit(ch.to_digit(10)?)).collect()
}

/// The number-th character from one on.
fn from(number: u32, most: u32, first: u32) -> Option<String> {
    let inside = (1..=most).contains(&number);
    inside.then(|| char::from_u32(first + number - 1)).flatten().map(String::from)
}

fn letters(number: u32, first: u8) -> Option<String> {
    let number = number.checked_sub(1).filter(|number| *number < 26 * 20)?;
    let letter = char::from(first + u8::try_from(number % 26).ok()?);
    Some(std::iter::repeat_n(letter, number as usize / 26 + 1).collect())
}

fn roman(mut number: u32) -> Option<String> {
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut out = String::new();
    for (value, letters) in ROMAN {
        while number >= value {
            out.push_str(letters);
            number -= value;
        }
    }
    Some(out)
}

fn cycle(number: u32, words: &[char]) -> Option<String> {
    words.get(number.checked_sub(1)? as usize).map(|word| word.to_string())
}

/// `一`, `十`, `二十一`, `一百〇五`; a ten at the start goes without its one where `bare`.
fn counted(number: u32, names: [char; 10], powers: [char; 3], bare: bool) -> Option<String> {
    if !(1..10_000).contains(&number) {
        return None;
    }
    let name = |digit: u32| names[digit as usize % 10];
    let mut out = String::new();
    let mut gap = false;
    for (power, word) in [(1000, Some(powers[2])), (100, Some(powers[1])), (10, Some(powers[0])), (1, None)] {
        let digit = number / power % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(if bare { '零' } else { names[0] });
            gap = false;
        }
        if !(bare && out.is_empty() && power == 10 && digit == 1) {
            out.push(name(digit));
        }
        out.extend(word);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn numbers_are_written_as_lists_print_them() {
        let counted = |number: u32| write(number, "chineseCounting");
        assert_eq!(
            [1, 10, 11, 20, 35, 100, 105, 110].map(counted),
            ["一", "十", "十一", "二十", "三十五", "一百", "一百零五", "一百一十"]
        );
        assert_eq!(write(12, "chineseLegalSimplified"), "壹拾贰");
        assert_eq!(write(20, "ideographDigital"), "二〇");
        assert_eq!(write(3, "decimalEnclosedCircleChinese"), "③");
        assert_eq!(write(28, "lowerLetter"), "bb");
        assert_eq!(write(44, "upperRoman"), "XLIV");
        assert_eq!(write(7, "decimalZero"), "07");
        assert_eq!(write(7, "cardinalText"), "7");
        assert_eq!(write(21, "decimalEnclosedCircle"), "21");
    }
}
