#[allow(deprecated)]
const _: () = {
    use ::thrive_core::__private_v0_1 as __thrive;
    #[automatically_derived]
    impl ::thrive_core::TrackValue for Money {
        type Kind = <i64 as ::thrive_core::TrackValue>::Kind;
        type Presence = <i64 as ::thrive_core::TrackValue>::Presence;
        fn encode(&self, __out: &mut __thrive::Writer) {
            <i64 as ::thrive_core::TrackValue>::encode(&self.amount, __out)
        }
        fn is_absent(&self) -> bool {
            <i64 as ::thrive_core::TrackValue>::is_absent(&self.amount)
        }
        fn is_left_out(&self) -> bool {
            <i64 as ::thrive_core::TrackValue>::is_left_out(&self.amount)
        }
        fn moment(&self) -> ::core::option::Option<__thrive::Timestamp> {
            <i64 as ::thrive_core::TrackValue>::moment(&self.amount)
        }
    }
};
::core::compile_error! {
    "`TrackValue` goes on a struct around exactly one value: derive `TrackFields` for a struct of several fields"
}
