//! The event that everybody sends, an `account_created` of about 340 bytes.

mod account;
#[cfg(feature = "serde")]
pub mod by_serde;
#[cfg(feature = "thrive")]
pub mod by_thrive;

pub use account::Account;

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use thrive_core::TrackEvent as _;

    use super::*;

    #[test]
    fn serde_and_thrive_write_the_same_bytes() {
        for account in Account::many() {
            let mut by_serde = Vec::new();
            by_serde::write(&account, "1970-01-01T00:00:00.000000Z", &mut by_serde);
            let by_thrive = by_thrive::AccountCreated::from(account).at(UNIX_EPOCH).to_json().unwrap();
            assert_eq!(String::from_utf8(by_serde).unwrap(), by_thrive);
            assert_eq!(by_thrive.len(), 343);
        }
    }
}
