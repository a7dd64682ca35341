#[allow(deprecated)]
const _: () = {
    use ::thrive_core::__private_v0_1 as __thrive;
    #[automatically_derived]
    impl ::thrive_core::TrackEvent for SignIn {
        type User = __thrive::Present;
        type Group = __thrive::Present;
        fn event_name(&self) -> &'static str {
            "signed_in"
        }
        fn __encode(&self, __out: &mut __thrive::Encoder<'_>) {
            fn __encode<signed_in, user_role>(
                __event: &SignIn,
                __out: &mut __thrive::Encoder<'_>,
            ) {
                __out.event("{\"event_name\":\"signed_in\",\"properties\":");
                <bool as __thrive::OptionalStringValue<
                    signed_in,
                    user_role,
                >>::write(&__event.user_role, ",\"user_role\":", __out);
                __out.no_user();
                __out.no_timestamp();
                __out.no_group();
                __out.end();
            }
            __encode::<(), ()>(self, __out)
        }
    }
    const _: () = {
        use __thrive::NoShape as _;
        __thrive::register! {
            __thrive::EventInfo { name : "signed_in", type_name :
            ::core::concat!(::core::module_path!(), "::SignIn"), description : "", custom
            : false, properties : & [__thrive::FieldShape::new("user_role",
            __thrive::Probe:: < bool > ::FIELD),], context : & [], user : false, group :
            ::core::option::Option::Some(true), }
        }
    };
    const _: ::core::option::Option<&::core::primitive::str> = ::core::option_env!(
        "THRIVE_PLAN"
    );
};
::core::compile_error! {
    "`user_id` sends the field and `skip` keeps it in the process: choose one"
}
::core::compile_error! {
    "event `signed_in` knows no property `password`, and requires `user_name`, which no field is\n- to send it as one that it knows: `#[track(property = \"..\")]` with `user_name` or `user_email`\n- to send it as `password` all the same: `#[track(property)]`\n- to keep it in the process: `#[track(skip)]`"
}
::core::compile_error! {
    "event `signed_in` requires `user_name`, and `SignIn` has no field for that, unless `password` is\n- add a field `user_name`: a string (`String`); or name the one that holds it: `#[track(property = \"user_name\")]`"
}
