#[allow(deprecated)]
const _: () = {
    use ::thrive_core::__private_v0_1 as __thrive;
    #[automatically_derived]
    impl<'a> ::thrive_core::TrackEvent for Feature<'a> {
        type User = __thrive::Missing;
        type Group = __thrive::Missing;
        fn event_name(&self) -> &'static str {
            "feature_used"
        }
        fn __encode(&self, __out: &mut __thrive::Encoder<'_>) {
            fn __encode<'a, details, feature_name, feature_used, interface, ip>(
                __event: &Feature<'a>,
                __out: &mut __thrive::Encoder<'_>,
            ) {
                __out.event("{\"event_name\":\"feature_used\",\"properties\":");
                <&'a str as __thrive::StringValue<
                    feature_used,
                    feature_name,
                >>::write(&__event.feature_name, ",\"feature_name\":", __out);
                __thrive::Probe::<
                    Option<&'a Interface>,
                >::write(&__event.interface, ",\"interface\":", __out);
                <serde_json::Value as __thrive::JsonValue<
                    feature_used,
                    details,
                >>::write(
                    &__event.details,
                    ",\"details\":",
                    __thrive::JsonForm::any(),
                    __out,
                );
                <String as __thrive::OptionalHashedValue<
                    feature_used,
                    ip,
                >>::write_if_given(&__event.ip, ",\"ip\":", __out);
                <User as __thrive::FlattenedFields<
                    feature_used,
                >>::write(&__event.user, __out);
                __out.no_user();
                __out.no_timestamp();
                __out.no_group();
                __out.end();
            }
            __encode::<(), (), (), (), ()>(self, __out)
        }
    }
    use __thrive::NoShape as _;
    const _: () = __thrive::fits(
        __thrive::Probe::<Option<&'static Interface>>::FIELD,
        "Option<&'a Interface>",
        "feature_used",
        &__thrive::MemberRule::optional(
            "interface",
            __thrive::Rule::OneOf(&["api", "cli", "agent"]),
        ),
    );
    const _: () = __thrive::flattens(
        __thrive::Probe::<User>::FLATTENED,
        "feature_used",
        &[
            __thrive::MemberRule::required("feature_name", __thrive::Rule::String),
            __thrive::MemberRule::optional(
                "feature_type",
                __thrive::Rule::OneOf(
                    &["core", "sticky", "support", "secondary", "add-on"],
                ),
            ),
            __thrive::MemberRule::optional(
                "interface",
                __thrive::Rule::OneOf(&["api", "cli", "agent"]),
            ),
            __thrive::MemberRule::optional("sub_feature_name", __thrive::Rule::String),
            __thrive::MemberRule::optional("user_role", __thrive::Rule::String),
            __thrive::MemberRule::optional("user_email", __thrive::Rule::String)
                .personal(),
            __thrive::MemberRule::optional("user_name", __thrive::Rule::String)
                .personal(),
        ],
        false,
        &["feature_name", "interface", "details", "ip"],
        false,
    );
    const _: () = __thrive::complete(
        &[__thrive::Probe::<User>::FLATTENED],
        "Feature",
        "feature_used",
        &[],
    );
    const _: () = {
        use __thrive::NoShape as _;
        __thrive::register! {
            __thrive::EventInfo { name : "feature_used", type_name :
            ::core::concat!(::core::module_path!(), "::Feature"), description : "",
            custom : false, properties : & [__thrive::FieldShape::new("feature_name",
            __thrive::Probe:: < & 'static str > ::FIELD),
            __thrive::FieldShape::new("interface", __thrive::Probe:: < Option < & 'static
            Interface > > ::FIELD), __thrive::FieldShape::json("details").explicit(),
            __thrive::FieldShape::hashed("ip", __thrive::Probe:: < String > ::FIELD)
            .explicit().declared(), __thrive::FieldShape::flattened(__thrive::Probe:: <
            User > ::FIELD),], context : & [], user : false, group :
            ::core::option::Option::Some(true), }
        }
    };
    const _: ::core::option::Option<&::core::primitive::str> = ::core::option_env!(
        "THRIVE_PLAN"
    );
};
