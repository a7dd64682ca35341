#[allow(deprecated)]
const _: () = {
    use ::thrive_core::__private_v0_1 as __thrive;
    #[automatically_derived]
    impl ::thrive_core::TrackEvent for Account {
        type User = __thrive::Present;
        type Group = __thrive::Present;
        fn event_name(&self) -> &'static str {
            "account_created"
        }
        fn __encode(&self, __out: &mut __thrive::Encoder<'_>) {
            fn __encode<account_created, account_domain, account_id, account_name>(
                __event: &Account,
                __out: &mut __thrive::Encoder<'_>,
            ) {
                __out.event("{\"event_name\":\"account_created\",\"properties\":");
                <Option<
                    String,
                > as __thrive::OptionalStringValue<
                    account_created,
                    account_domain,
                >>::write(&__event.domain, ",\"account_domain\":", __out);
                <u64 as __thrive::OptionalIdProperty<
                    account_created,
                    account_id,
                >>::write(&__event.id, ",\"account_id\":", __out);
                <String as __thrive::StringValue<
                    account_created,
                    account_name,
                >>::write(&__event.name, ",\"account_name\":", __out);
                <String as __thrive::UserId<
                    account_created,
                >>::write(&__event.owner, __out);
                <jiff::Timestamp as __thrive::EventTime<
                    account_created,
                >>::write(&__event.created_at, __out);
                <u64 as __thrive::GroupId<account_created>>::write(&__event.id, __out);
                __out.end();
            }
            __encode::<(), (), (), ()>(self, __out)
        }
    }
    const _: () = {
        use __thrive::NoShape as _;
        __thrive::register! {
            __thrive::EventInfo { name : "account_created", type_name :
            ::core::concat!(::core::module_path!(), "::Account"), description : "",
            custom : false, properties : & [__thrive::FieldShape::new("account_domain",
            __thrive::Probe:: < Option < String > > ::FIELD),
            __thrive::FieldShape::new("account_id", __thrive::Probe:: < u64 > ::FIELD),
            __thrive::FieldShape::new("account_name", __thrive::Probe:: < String >
            ::FIELD),], context : & [], user : true, group :
            ::core::option::Option::Some(true), }
        }
    };
    const _: ::core::option::Option<&::core::primitive::str> = ::core::option_env!(
        "THRIVE_PLAN"
    );
};
