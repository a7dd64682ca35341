//! Which of the known names somebody meant.

use std::iter;

/// Why a name is suggested, the best reason first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// The same letters, but for case, underscores and hyphens.
    Spelling,
    /// This many typing mistakes away.
    Typing(usize),
    /// One is the other with whole words before or behind it, of this many letters.
    Words(usize),
}

/// The names that `word` may have been meant for: at most three, the best first, equals in the order given.
///
/// Names that differ only in case, underscores or hyphens come first, then those with few typing mistakes between,
/// last those that begin or end with each other's words.
///
/// ```
/// use thrive_plan::nearest;
///
/// assert_eq!(nearest("accountName", ["account_id", "account_name"]), ["account_name"]);
/// assert_eq!(nearest("name", ["user_name", "nane", "domain"]), ["nane", "user_name"]);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut ranked: Vec<_> = candidates
        .into_iter()
        .filter_map(|candidate| likeness(word, candidate).map(|likeness| (likeness, candidate)))
        .collect();
    ranked.sort_by(|(a, _), (b, _)| a.cmp(b));
    // Nobody makes three typing mistakes more than they had to.
    if let Some((Likeness::Typing(least), _)) = ranked.first() {
        let most = least + 2;
        ranked.retain(|(likeness, _)| !matches!(likeness, Likeness::Typing(mistakes) if *mistakes > most));
    }
    ranked.into_iter().map(|(_, candidate)| candidate).take(3).collect()
}

/// Asks for the nearest names, if there are any: "did you mean `a`?", "did you mean `a`, `b` or `c`?".
///
/// ```
/// use thrive_plan::did_you_mean;
///
/// assert_eq!(did_you_mean("acount", ["account", "user"]).as_deref(), Some("did you mean `account`?"));
/// assert_eq!(did_you_mean("colour", ["account", "user"]), None);
/// ```
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let names = nearest(word, candidates);
    match names.as_slice() {
        // Nobody who wrote `accountName` meant `account_email`.
        [same, ..] if letters(same) == letters(word) => Some(format!("did you mean `{same}`?")),
        [] => None,
        [only] => Some(format!("did you mean `{only}`?")),
        [better @ .., last] => Some(format!("did you mean `{}` or `{last}`?", better.join("`, `"))),
    }
}

fn likeness(word: &str, candidate: &str) -> Option<Likeness> {
    let (a, b) = (letters(word), letters(candidate));
    if a == b {
        return Some(Likeness::Spelling);
    }
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    // With more than a third of the letters wrong it is another name. One may be wrong in the shortest, too.
    let tolerated = (longer / 3).max(1);
    if shorter > 1 && longer - shorter <= tolerated {
        let mistakes = distance(&a, &b);
        if mistakes <= tolerated {
            return Some(Likeness::Typing(mistakes));
        }
    }
    let (a, b) = (words(word), words(candidate));
    let (part, whole) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let contained = !part.is_empty() && (whole.starts_with(&part) || whole.ends_with(&part));
    contained.then_some(Likeness::Words(longer - shorter))
}

fn letters(name: &str) -> Vec<char> {
    words(name).concat().chars().collect()
}

fn words(name: &str) -> Vec<String> {
    name.split(['_', '-']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The Damerau-Levenshtein distance (optimal string alignment): how many letters to insert, remove, replace or swap
/// with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    // A row holds the distances of the first letters of `a` to the first 0, 1, 2, .. letters of `b`.
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous_x = None;
    for (removed, x) in (1..).zip(a) {
        let mut row = vec![removed];
        let mut left = removed;
        let mut previous_y = None;
        // A swap reaches two letters back in both names, and nothing is that far back from the first letter.
        let two_back = iter::once(usize::MAX).chain(before_last).chain(iter::repeat(usize::MAX));
        for (((y, diagonal), above), two_back) in b.iter().zip(&last).zip(last.iter().skip(1)).zip(two_back) {
            let mut cell = (left + 1).min(above + 1).min(diagonal + usize::from(x != y));
            if previous_x == Some(y) && previous_y == Some(x) {
                cell = cell.min(two_back + 1);
            }
            row.push(cell);
            left = cell;
            previous_y = Some(y);
        }
        before_last = std::mem::replace(&mut last, row);
        previous_x = Some(x);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_that_differ_only_in_case_and_underscores_come_first() {
        assert_eq!(nearest("useremail", ["user_emails", "user_email"]), ["user_email", "user_emails"]);
        assert_eq!(nearest("User-Name", ["user_nam", "user_name"]), ["user_name", "user_nam"]);
    }

    #[test]
    fn fewer_typing_mistakes_come_before_more() {
        assert_eq!(nearest("acount_nme", ["count_name", "account_name"]), ["count_name", "account_name"]);
        assert_eq!(nearest("feature", ["faeture", "future"]), ["faeture", "future"]);
    }

    #[test]
    fn many_more_typing_mistakes_than_the_best_has_are_another_name() {
        assert_eq!(nearest("invitee_mail", ["invitee_team_id", "invitee_email"]), ["invitee_email"]);
        assert_eq!(nearest("invitee_team", ["invitee_team_id", "invitee_email"]), ["invitee_team_id", "invitee_email"]);
    }

    #[test]
    fn whole_words_before_or_behind_come_last() {
        assert_eq!(nearest("name", ["account_name", "nam", "user_name"]), ["nam", "user_name", "account_name"]);
        assert_eq!(nearest("account_name_full", ["full", "account_name"]), ["account_name", "full"]);
        assert_eq!(nearest("name", ["username", "name_change", "new_name_given"]), ["name_change"]);
    }

    #[test]
    fn equally_near_names_keep_their_order() {
        assert_eq!(nearest("step_c", ["step_b", "step_a"]), ["step_b", "step_a"]);
    }

    #[test]
    fn three_names_are_suggested_at_most() {
        assert_eq!(nearest("step_e", ["step_a", "step_b", "step_c", "step_d"]), ["step_a", "step_b", "step_c"]);
    }

    #[test]
    fn a_strange_name_is_not_suggested() {
        assert_eq!(nearest("password_hash", ["account_name", "account_id", "user_email"]), [""; 0]);
        assert_eq!(nearest("street", ["stream", "string"]), ["stream"]);
        assert_eq!(nearest("id", ["is", "ok"]), ["is"]);
        assert_eq!(nearest("a", ["b"]), [""; 0]);
        assert_eq!(nearest("", ["b", "some_name"]), [""; 0]);
    }

    #[test]
    fn the_question_joins_names_as_one_says_them() {
        assert_eq!(did_you_mean("step", ["other"]), None);
        assert_eq!(did_you_mean("step", ["steps"]).as_deref(), Some("did you mean `steps`?"));
        assert_eq!(did_you_mean("stop", ["stops", "step"]).as_deref(), Some("did you mean `stops` or `step`?"));
        assert_eq!(
            did_you_mean("step", ["step_name", "step_id", "steps"]).as_deref(),
            Some("did you mean `steps`, `step_id` or `step_name`?")
        );
    }

    #[test]
    fn the_distance_counts_each_edit_once() {
        let distance = |a: &str, b: &str| super::distance(&letters(a), &letters(b));
        assert_eq!(distance("", ""), 0);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("name", "nme"), 1);
        assert_eq!(distance("nme", "name"), 1);
        assert_eq!(distance("name", "nave"), 1);
        assert_eq!(distance("name", "nmae"), 1);
        assert_eq!(distance("name", "anme"), 1);
        assert_eq!(distance("ca", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    proptest! {
        #[test]
        fn the_distance_is_a_symmetric_measure(a in "[a-d]{0,8}", b in "[a-d]{0,8}") {
            let (a, b) = (letters(&a), letters(&b));
            let distance = distance(&a, &b);
            prop_assert_eq!(distance, super::distance(&b, &a));
            prop_assert_eq!(distance == 0, a == b);
            prop_assert!(a.len().abs_diff(b.len()) <= distance && distance <= a.len().max(b.len()));
        }

        #[test]
        fn any_names_can_be_compared(word in ".{0,12}", candidates in prop::collection::vec(".{0,12}", 0..6)) {
            let found = nearest(&word, candidates.iter().map(String::as_str));
            prop_assert!(found.len() <= 3 && found.iter().all(|name| candidates.iter().any(|c| c == name)));
        }
    }
}
