//! The kinds of JSON values that a schema tells apart, as types.

/// A string.
#[derive(Debug)]
pub enum Text {}
/// A whole number.
#[derive(Debug)]
pub enum Integer {}
/// Any number.
#[derive(Debug)]
pub enum Number {}
/// True or false.
#[derive(Debug)]
pub enum Boolean {}
/// A moment.
#[derive(Debug)]
pub enum DateTime {}
/// A list.
#[derive(Debug)]
pub enum Array {}
/// Members by name.
#[derive(Debug)]
pub enum Object {}

/// The value is there.
#[derive(Debug)]
pub enum Always {}
/// The value may be absent.
#[derive(Debug)]
pub enum Maybe {}

macro_rules! accept {
    ($($question:ident: $($kind:ty),+;)+) => {$(
        /// The kinds that a schema of this kind accepts.
        pub trait $question {}
        $(impl $question for $kind {})+
    )+};
}

accept! {
    IsString: Text;
    IsInteger: Integer;
    IsNumber: Integer, Number;
    IsBoolean: Boolean;
    IsDateTime: DateTime;
    IsArray: Array;
    IsObject: Object;
    IsAlways: Always;
}
