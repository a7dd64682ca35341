//! What the application knows.

use std::fmt::Write;

use fastrand::Rng;

/// What an application knows of an account of its own. As `account_created` it has 340 bytes.
#[derive(Debug, Clone)]
pub struct Account {
    /// A UUID.
    pub id: String,
    /// The account's name.
    pub name: String,
    /// Its domain.
    pub domain: String,
    /// The plan that it starts on.
    pub plan: String,
    /// Who created it: a UUID.
    pub owner: String,
}

impl Account {
    /// How many different ones there are. Their ids differ as in life: a body of equal events would compress to
    /// nothing.
    pub const MANY: usize = 1024;

    /// The same ones in every process.
    pub fn many() -> Vec<Account> {
        let mut rng = Rng::with_seed(5);
        (0..Account::MANY).map(|number| Account::new(number, &mut rng)).collect()
    }

    fn new(number: usize, rng: &mut Rng) -> Account {
        let plans = ["starter", "business", "enterprise"];
        Account {
            id: uuid(rng),
            name: format!("Acme {number:04}"),
            domain: format!("acme-{number:04}.example.com"),
            plan: plans[number % plans.len()].to_owned(),
            owner: uuid(rng),
        }
    }
}

fn uuid(rng: &mut Rng) -> String {
    let mut text = String::new();
    for (group, digits) in [8, 4, 4, 4, 12].into_iter().enumerate() {
        if group > 0 {
            text.push('-');
        }
        for _ in 0..digits {
            let _ = write!(text, "{:x}", rng.u8(..16));
        }
    }
    text
}
