#[allow(deprecated)]
const _: () = {
    use crate::analytics::__private_v0_1 as __thrive;
    #[automatically_derived]
    impl<'a, T: Clone, const N: usize> crate::analytics::TrackValue for Tagged<'a, T, N>
    where
        T: 'a,
        &'a [T; N]: crate::analytics::TrackValue,
    {
        type Kind = <&'a [T; N] as crate::analytics::TrackValue>::Kind;
        type Presence = <&'a [T; N] as crate::analytics::TrackValue>::Presence;
        fn encode(&self, __out: &mut __thrive::Writer) {
            <&'a [T; N] as crate::analytics::TrackValue>::encode(&self.value, __out)
        }
        fn is_absent(&self) -> bool {
            <&'a [T; N] as crate::analytics::TrackValue>::is_absent(&self.value)
        }
        fn is_left_out(&self) -> bool {
            <&'a [T; N] as crate::analytics::TrackValue>::is_left_out(&self.value)
        }
        fn moment(&self) -> ::core::option::Option<__thrive::Timestamp> {
            <&'a [T; N] as crate::analytics::TrackValue>::moment(&self.value)
        }
    }
};
