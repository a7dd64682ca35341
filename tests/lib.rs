//! Nothing but the README, whose examples are compiled with the tests.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
