const _: () = {
    use ::thrive_core::__private_v0_1 as __thrive;
    #[automatically_derived]
    impl ::thrive_core::TrackEvent for SignIn {
        type User = __thrive::Missing;
        type Group = __thrive::Missing;
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
                __out.user(None);
                __out.timestamp(None);
                __out.group(None);
                __out.end();
            }
            __encode::<(), ()>(self, __out)
        }
    }
};
::core::compile_error! {
    "`user_id` sends the field and `skip` keeps it in the process: choose one"
}
::core::compile_error! {
    "event `signed_in` knows no property `password`\n- to send it as `password` all the same: `#[track(property)]`\n- to keep it in the process: `#[track(skip)]`"
}
::core::compile_error! {
    "event `signed_in` requires `user_name`, which no field of `SignIn` is\n- name the field that holds it: `#[track(property = \"user_name\")]`"
}
