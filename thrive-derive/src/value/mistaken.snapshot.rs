#[allow(deprecated)]
const _: () = {
    use ::thrive_core::__private_v0_1 as __thrive;
    #[automatically_derived]
    impl __thrive::Choices for Plan {
        const NAME: &'static ::core::primitive::str = "Plan";
        const VARIANTS: &'static [__thrive::Variant] = &[
            __thrive::Variant {
                ident: "Free",
                name: "free",
            },
        ];
    }
    #[automatically_derived]
    impl ::thrive_core::TrackValue for Plan {
        type Kind = __thrive::Choice<Plan>;
        type Presence = __thrive::Always;
        fn encode(&self, __out: &mut __thrive::Writer) {
            __out
                .raw(
                    match self {
                        Plan::Free { .. } => "\"free\"",
                        Plan::Custom { .. } => "\"custom\"",
                        Plan::Trial { .. } => "\"free\"",
                    },
                )
        }
    }
};
::core::compile_error! {
    "a variant goes out as its name, so it cannot hold a value: remove the value\n- to send the whole as serde writes it: `#[track(json)]` on the field of this type, without `TrackValue`\n- to send its variants as events of their own: derive `TrackEvent`"
}
::core::compile_error! {
    "two variants are `free`: `Free` already is"
}
