//! The kinds of JSON values that a schema tells apart, as types.

use std::marker::PhantomData;

use super::fields::TrackFields;
use super::shape::{Shape, Variant};

/// A kind of value, which a constant can describe.
pub trait Described {
    /// What such a value puts on the wire.
    const SHAPE: Shape;
}

macro_rules! plain {
    ($($(#[$doc:meta])+ $kind:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Debug)]
        pub enum $kind {}
        impl Described for $kind {
            const SHAPE: Shape = Shape::$kind;
        }
    )+};
}

plain! {
    /// A string.
    Text;
    /// A whole number.
    Integer;
    /// Any number.
    Number;
    /// True or false.
    Boolean;
    /// A moment.
    DateTime;
    /// A day.
    Date;
    /// A UUID.
    Uuid;
}

/// One of the strings that the enum `T` stands for.
#[derive(Debug)]
pub struct Choice<T: ?Sized>(PhantomData<T>);

/// The strings that an enum stands for.
pub trait Choices {
    /// The enum's name in the program.
    const NAME: &'static str;

    /// A string a variant.
    const VARIANTS: &'static [Variant];
}

impl<T: Choices + ?Sized> Described for Choice<T> {
    const SHAPE: Shape = Shape::Choice(T::NAME, T::VARIANTS);
}

/// A list of values of kind `K`.
#[derive(Debug)]
pub struct Array<K, P>(PhantomData<(K, P)>);

impl<K: Described, P: Presence> Described for Array<K, P> {
    const SHAPE: Shape = Shape::Array(&K::SHAPE, P::OPTIONAL);
}

/// Members by names that only run time knows, all of kind `K`.
#[derive(Debug)]
pub struct Map<K, P>(PhantomData<(K, P)>);

impl<K: Described, P: Presence> Described for Map<K, P> {
    const SHAPE: Shape = Shape::Map(&K::SHAPE, P::OPTIONAL);
}

/// The fields of the struct `T`.
#[derive(Debug)]
pub struct Fields<T: ?Sized>(PhantomData<T>);

impl<T: TrackFields + ?Sized> Described for Fields<T> {
    const SHAPE: Shape = Shape::Fields(T::NAME, T::FIELDS);
}

/// Whether a value may be absent.
pub trait Presence {
    /// Whether it may.
    const OPTIONAL: bool;
}

/// The value is there.
#[derive(Debug)]
pub enum Always {}
impl Presence for Always {
    const OPTIONAL: bool = false;
}

/// The value may be absent.
#[derive(Debug)]
pub enum Maybe {}
impl Presence for Maybe {
    const OPTIONAL: bool = true;
}

macro_rules! accept {
    ($($question:ident: $($({$($generics:tt)+})? $kind:ty),+;)+) => {$(
        /// The kinds that a schema of this kind accepts.
        pub trait $question {}
        $(impl$(<$($generics)+>)? $question for $kind {})+
    )+};
}

accept! {
    IsString: Text, Uuid, {T: ?Sized} Choice<T>;
    IsInteger: Integer;
    IsNumber: Integer, Number;
    IsBoolean: Boolean;
    IsDateTime: DateTime;
    IsDate: Date;
    IsUuid: Uuid;
    IsArray: {K, P} Array<K, P>;
    IsObject: {K, P} Map<K, P>, {T: ?Sized} Fields<T>;
    IsAlways: Always;

    IsArrayOfStrings: {K: IsString} Array<K, Always>;
    IsArrayOfIntegers: {K: IsInteger} Array<K, Always>;
    IsArrayOfNumbers: {K: IsNumber} Array<K, Always>;
    IsArrayOfBooleans: {K: IsBoolean} Array<K, Always>;
    IsArrayOfDateTimes: {K: IsDateTime} Array<K, Always>;
    IsArrayOfDates: {K: IsDate} Array<K, Always>;
    IsArrayOfUuids: {K: IsUuid} Array<K, Always>;
}

/// The kinds that can say who somebody is. On the wire it is a string.
pub trait IsId: Described {}
impl IsId for Text {}
impl IsId for Uuid {}
impl IsId for Integer {}
impl<T: Choices + ?Sized> IsId for Choice<T> {}
