#[allow(deprecated)]
const _: () = {
    use ::thrive_core::__private_v0_1 as __thrive;
    #[automatically_derived]
    impl __thrive::Choices for FeatureType {
        const NAME: &'static ::core::primitive::str = "FeatureType";
        const VARIANTS: &'static [__thrive::Variant] = &[
            __thrive::Variant {
                ident: "Core",
                name: "core",
            },
            __thrive::Variant {
                ident: "Sticky",
                name: "sticky",
            },
            __thrive::Variant {
                ident: "AddOn",
                name: "add-on",
            },
        ];
    }
    #[automatically_derived]
    impl ::thrive_core::TrackValue for FeatureType {
        type Kind = __thrive::Choice<FeatureType>;
        type Presence = __thrive::Always;
        fn encode(&self, __out: &mut __thrive::Writer) {
            __out
                .raw(
                    match self {
                        FeatureType::Core { .. } => "\"core\"",
                        FeatureType::Sticky { .. } => "\"sticky\"",
                        FeatureType::AddOn { .. } => "\"add-on\"",
                    },
                )
        }
    }
};
