#[allow(deprecated)]
const _: () = {
    use ::thrive_core::__private_v0_1 as __thrive;
    mod __variant {
        pub enum Completed {}
        pub enum Visited {}
        pub enum SignedIn {}
    }
    #[automatically_derived]
    impl<E> ::thrive_core::TrackEvent for Activity<E>
    where
        E: ::thrive_core::TrackEvent,
    {
        type User = <__thrive::MissingIn<
            (__variant::Completed, __variant::Visited),
        > as __thrive::And<<E as ::thrive_core::TrackEvent>::User, E>>::Output;
        type Group = <__thrive::MissingIn<
            (__variant::SignedIn, __variant::Completed),
        > as __thrive::And<<E as ::thrive_core::TrackEvent>::Group, E>>::Output;
        fn event_name(&self) -> &'static str {
            match self {
                Activity::SignedIn { .. } => "signed_in",
                Activity::Completed { .. } => "profile_completed",
                Activity::Visited { .. } => "page_visit",
                Activity::Other(__0) => <E as ::thrive_core::TrackEvent>::event_name(__0),
            }
        }
        fn __encode(&self, __out: &mut __thrive::Encoder<'_>) {
            fn __encode<E, page_visit, profile_completed, signed_in, user_name>(
                __event: &Activity<E>,
                __out: &mut __thrive::Encoder<'_>,
            )
            where
                E: ::thrive_core::TrackEvent,
            {
                match __event {
                    Activity::SignedIn { id: __id, user_name: __user_name, .. } => {
                        __out.event("{\"event_name\":\"signed_in\",\"properties\":");
                        <String as __thrive::StringValue<
                            signed_in,
                            user_name,
                        >>::write(__user_name, ",\"user_name\":", __out);
                        <u64 as __thrive::UserId<signed_in>>::write(__id, __out);
                        __out.no_timestamp();
                        __out.no_group();
                        __out.end();
                    }
                    Activity::Completed { .. } => {
                        __out
                            .event(
                                "{\"event_name\":\"profile_completed\",\"properties\":",
                            );
                        __out.no_user();
                        __out.no_timestamp();
                        __out.no_group();
                        __out.end();
                    }
                    Activity::Visited { 0: __0, .. } => {
                        __out.event("{\"event_name\":\"page_visit\",\"properties\":");
                        <Visit as __thrive::FlattenedFields<
                            page_visit,
                        >>::write(__0, __out);
                        __out.no_user();
                        __out.no_timestamp();
                        __out.no_group();
                        __out.end();
                    }
                    Activity::Other(__0) => {
                        <E as ::thrive_core::TrackEvent>::__encode(__0, __out);
                    }
                }
            }
            __encode::<E, (), (), (), ()>(self, __out)
        }
    }
    use __thrive::NoShape as _;
    const _: () = __thrive::flattens(
        __thrive::Probe::<Visit>::FLATTENED,
        "page_visit",
        &[
            __thrive::MemberRule::required("page_url", __thrive::Rule::String),
            __thrive::MemberRule::optional("page_title", __thrive::Rule::String),
            __thrive::MemberRule::optional("page_path", __thrive::Rule::String),
            __thrive::MemberRule::optional("page_referrer", __thrive::Rule::String),
            __thrive::MemberRule::optional("utm_source", __thrive::Rule::String),
            __thrive::MemberRule::optional("utm_medium", __thrive::Rule::String),
            __thrive::MemberRule::optional("utm_campaign", __thrive::Rule::String),
            __thrive::MemberRule::optional("utm_term", __thrive::Rule::String),
        ],
        false,
        &[],
        false,
    );
    const _: () = __thrive::complete(
        &[__thrive::Probe::<Visit>::FLATTENED],
        "Visited",
        "page_visit",
        &[("page_url", "a string (`String`)")],
    );
    const _: ::core::option::Option<&::core::primitive::str> = ::core::option_env!(
        "THRIVE_PLAN"
    );
    const _: ::core::option::Option<&::core::primitive::str> = ::core::option_env!(
        "THRIVE_PLAN"
    );
    const _: ::core::option::Option<&::core::primitive::str> = ::core::option_env!(
        "THRIVE_PLAN"
    );
};
