#[automatically_derived]
impl ::thrive_core::TrackValue for Nothing {
    type Kind = <::core::primitive::str as ::thrive_core::TrackValue>::Kind;
    type Presence = <::core::primitive::str as ::thrive_core::TrackValue>::Presence;
    fn encode(&self, _: &mut ::thrive_core::__private_v0_1::Writer) {}
}
::core::compile_error! {
    "`TrackValue` goes on a struct around exactly one value: give it a field, or remove the derive"
}
