//! Text that is put together while the user's crate compiles: there is no `String` yet.

/// Longer ones are cut off.
const CAPACITY: usize = 4096;
const CUT_OFF: &str = "…";

/// What is wrong with a value, a paragraph a mistake. Empty where nothing is.
pub(super) struct Message {
    /// None until there is a mistake: to clear the room for one is most of what a check would cost the compiler.
    bytes: Option<[u8; CAPACITY]>,
    length: usize,
    full: bool,
}

impl Message {
    pub(super) const fn new() -> Self {
        Message { bytes: None, length: 0, full: false }
    }

    /// Starts another mistake, below an empty line.
    pub(super) const fn start(&mut self) {
        if self.length > 0 {
            self.append("\n\n");
        }
    }

    /// Starts another mistake with these words.
    pub(super) const fn line(&mut self, words: &[&str]) {
        self.start();
        self.push(words);
    }

    pub(super) const fn push(&mut self, words: &[&str]) {
        let mut rest = words;
        while let [word, others @ ..] = rest {
            self.append(word);
            rest = others;
        }
    }

    /// One name of a list: `a`, `b` or `c`.
    pub(super) const fn listed(&mut self, index: usize, count: usize, name: &str, conjunction: &str) {
        match index {
            0 => {}
            _ if index + 1 == count => self.push(&[" ", conjunction, " "]),
            _ => self.append(", "),
        }
        self.push(&["`", name, "`"]);
    }

    /// All names of a list.
    pub(super) const fn list(&mut self, names: &[&str], conjunction: &str) {
        let mut rest = names;
        while let [name, others @ ..] = rest {
            self.listed(names.len() - rest.len(), names.len(), name, conjunction);
            rest = others;
        }
    }

    const fn append(&mut self, text: &str) {
        if self.full {
            return;
        }
        let room = CAPACITY - CUT_OFF.len() - self.length;
        let mut end = text.len();
        if end > room {
            end = room;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            self.full = true;
        }
        self.copy(text.split_at(end).0);
        if self.full {
            self.copy(CUT_OFF);
        }
    }

    const fn copy(&mut self, text: &str) {
        if self.bytes.is_none() {
            self.bytes = Some([0; CAPACITY]);
        }
        if let Some(bytes) = &mut self.bytes {
            let (place, _) = bytes.split_at_mut(self.length).1.split_at_mut(text.len());
            place.copy_from_slice(text.as_bytes());
            self.length += text.len();
        }
    }

    pub(super) const fn as_str(&self) -> &str {
        let Some(bytes) = &self.bytes else { return "" };
        match str::from_utf8(bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }

    /// Ends the compilation with the message, at the place of the caller.
    #[track_caller]
    #[expect(clippy::panic, reason = "in a constant, this is how an error is said")]
    pub(super) const fn report(&self) {
        if self.length > 0 {
            panic!("{}", self.as_str());
        }
    }
}

/// `==`, which is not yet to be had in a constant.
pub(super) const fn same(left: &str, right: &str) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    while let ([a, others_left @ ..], [b, others_right @ ..]) = (left, right) {
        if *a != *b {
            return false;
        }
        (left, right) = (others_left, others_right);
    }
    true
}
