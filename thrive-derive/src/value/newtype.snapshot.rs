#[allow(deprecated)]
const _: () = {
    use ::thrive_core::__private_v0_1 as __thrive;
    #[automatically_derived]
    impl ::thrive_core::TrackValue for UserId {
        type Kind = <u64 as ::thrive_core::TrackValue>::Kind;
        type Presence = <u64 as ::thrive_core::TrackValue>::Presence;
        fn encode(&self, __out: &mut __thrive::Writer) {
            <u64 as ::thrive_core::TrackValue>::encode(&self.0, __out)
        }
        fn is_absent(&self) -> bool {
            <u64 as ::thrive_core::TrackValue>::is_absent(&self.0)
        }
        fn is_left_out(&self) -> bool {
            <u64 as ::thrive_core::TrackValue>::is_left_out(&self.0)
        }
        fn moment(&self) -> ::core::option::Option<__thrive::Timestamp> {
            <u64 as ::thrive_core::TrackValue>::moment(&self.0)
        }
    }
};
