//! Names that look like each other. Called only where there is a mistake to speak of.

/// More mistakes than these make another name, however long it is.
const MOST: usize = 3;

/// How many typing mistakes lie between two names, whatever their case, underscores and hyphens. None where it is more than
/// a third of the letters, unless the one is a part of the other: that is another name.
pub(super) const fn mistakes(one: &str, other: &str) -> Option<usize> {
    let longer = if one.len() > other.len() { one.len() } else { other.len() };
    let tolerated = match longer / 3 {
        0 => 1,
        some if some > MOST => MOST,
        some => some,
    };
    let mut count = 0;
    while count <= tolerated {
        if within(one.as_bytes(), other.as_bytes(), count) {
            return Some(count);
        }
        count += 1;
    }
    // The one name with whole words before or behind it comes last.
    if is_part(one.as_bytes(), other.as_bytes()) || is_part(other.as_bytes(), one.as_bytes()) {
        return Some(MOST + 1);
    }
    None
}

/// Whether a name begins or ends with the words of another.
const fn is_part(part: &[u8], whole: &[u8]) -> bool {
    if part.is_empty() || whole.len() <= part.len() + 1 {
        return false;
    }
    let (before, end) = whole.split_at(whole.len() - part.len());
    let (start, behind) = whole.split_at(part.len());
    matches!(before, [.., b'_' | b'-']) && within(part, end, 0)
        || matches!(behind, [b'_' | b'-', ..]) && within(part, start, 0)
}

/// Whether that many letters to insert, remove, replace or swap with their neighbour make the names the same.
const fn within(one: &[u8], other: &[u8], mistakes: usize) -> bool {
    let (mut one, mut other) = (letters(one), letters(other));
    while let ([a, rest @ ..], [b, others @ ..]) = (one, other)
        && a.eq_ignore_ascii_case(b)
    {
        (one, other) = (letters(rest), letters(others));
    }
    if one.is_empty() && other.is_empty() {
        return true;
    }
    if mistakes == 0 {
        return false;
    }
    let left = mistakes - 1;
    let (shorter, shorter_other) = (without_first(one), without_first(other));
    if within(shorter, shorter_other, left) || within(shorter, other, left) || within(one, shorter_other, left) {
        return true;
    }
    match (one, other) {
        ([a, b, rest @ ..], [c, d, others @ ..]) => {
            a.eq_ignore_ascii_case(d) && b.eq_ignore_ascii_case(c) && within(rest, others, left)
        }
        _ => false,
    }
}

/// What is left of a name behind the punctuation that it begins with.
const fn letters(name: &[u8]) -> &[u8] {
    let mut rest = name;
    while let [b'_' | b'-', others @ ..] = rest {
        rest = others;
    }
    rest
}

const fn without_first(name: &[u8]) -> &[u8] {
    match name {
        [_, rest @ ..] => rest,
        [] => name,
    }
}

#[cfg(test)]
mod tests {
    use super::mistakes;

    #[test]
    fn names_are_compared_by_their_letters() {
        assert_eq!(mistakes("per_diem", "Per-Diem"), Some(0));
        assert_eq!(mistakes("utm_compaign", "utm_campaign"), Some(1));
        assert_eq!(mistakes("need_receipt", "needs_receipt"), Some(1));
        assert_eq!(mistakes("emial", "email"), Some(1));
        assert_eq!(mistakes("colour", "col"), None);
        assert_eq!(mistakes("web", "api"), None);
        assert_eq!(mistakes("web", "wep"), Some(1));
        assert_eq!(mistakes("", "a"), Some(1));
        assert_eq!(mistakes("app", "mobile-app"), Some(4));
        assert_eq!(mistakes("account_name", "Account"), Some(4));
        assert_eq!(mistakes("telephone", "phone"), None);
        assert_eq!(mistakes("kitten", "sitten"), Some(1));
        assert_eq!(mistakes("kittens_of_ours", "sitting_of_ours"), Some(3));
    }
}
