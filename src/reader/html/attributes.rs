//! How many attributes the tags of a page have: a parser compares each attribute of a tag with all before it, so a tag with
//! millions of them would take forever.

/// Where inside a tag a byte stands.
const BEFORE_NAME: usize = 0;
const NAME: usize = 1;
const AFTER_NAME: usize = 2;
const BEFORE_VALUE: usize = 3;
const UNQUOTED: usize = 4;
const DOUBLE: usize = 5;
const SINGLE: usize = 6;
const TAG_NAME: usize = 7;
const STATES: usize = 8;

/// The most attributes that a tag could have, wherever a parser thinks that it begins.
///
/// Read from the end, each byte tells how many attributes still begin behind it if a tag is open there: one pass for all
/// places where a tag may begin.
pub(super) fn most(page: &[u8]) -> usize {
    let mut behind = [0_usize; STATES];
    let mut most = 0;
    let mut after = 0;
    for byte in page.iter().rev() {
        if *byte == b'<' && u8::is_ascii_alphabetic(&after) {
            most = most.max(behind[TAG_NAME]);
        }
        behind = before(*byte, &behind);
        after = *byte;
    }
    most
}

/// The counts one byte earlier.
fn before(byte: u8, behind: &[usize; STATES]) -> [usize; STATES] {
    let space = matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ');
    let begin = behind[NAME] + 1;
    let mut counts = [0; STATES];
    counts[DOUBLE] = if byte == b'"' { behind[BEFORE_NAME] } else { behind[DOUBLE] };
    counts[SINGLE] = if byte == b'\'' { behind[BEFORE_NAME] } else { behind[SINGLE] };
    if byte == b'>' {
        return counts;
    }
    let parted = space || byte == b'/';
    counts[TAG_NAME] = if parted { behind[BEFORE_NAME] } else { behind[TAG_NAME] };
    counts[BEFORE_NAME] = if parted { behind[BEFORE_NAME] } else { begin };
    counts[NAME] = match byte {
        b'=' => behind[BEFORE_VALUE],
        b'/' => behind[BEFORE_NAME],
        _ if space => behind[AFTER_NAME],
        _ => behind[NAME],
    };
    counts[AFTER_NAME] = match byte {
        b'=' => behind[BEFORE_VALUE],
        b'/' => behind[BEFORE_NAME],
        _ if space => behind[AFTER_NAME],
        _ => begin,
    };
    counts[BEFORE_VALUE] = match byte {
        b'"' => behind[DOUBLE],
        b'\'' => behind[SINGLE],
        _ if space => behind[BEFORE_VALUE],
        _ => behind[UNQUOTED],
    };
    counts[UNQUOTED] = if space { behind[BEFORE_NAME] } else { behind[UNQUOTED] };
    counts
}

#[cfg(test)]
mod tests {
    use super::most;

    #[test]
    fn quotes_hide_what_is_no_attribute() {
        assert_eq!(most(b"<p>a b c</p>"), 0);
        assert_eq!(most(b"<p a='x > y z' b=\"c d\" e=f/g h>"), 4);
        assert_eq!(most(b"<p=\" a/=b c = d>"), 3);
        assert_eq!(most(b"<!-- <p \" --> <p a b c d e f>\""), 6);
    }
}
