#[allow(deprecated)]
const _: () = {
    use crate::analytics::__private_v0_1 as __thrive;
    mod __plan {
        pub enum page_url {}
        pub enum page_visit {}
    }
    #[automatically_derived]
    impl<'a, U, const N: usize> crate::analytics::TrackEvent for Visit<'a, U, N>
    where
        U: Clone,
        &'a U: __thrive::StringValue<__plan::page_visit, __plan::page_url>,
    {
        type User = __thrive::Missing;
        type Group = __thrive::Optional;
        fn event_name(&self) -> &'static str {
            "page_visit"
        }
        fn __encode(&self, __out: &mut __thrive::Encoder<'_>) {
            fn __encode<
                'a,
                U,
                const N: usize,
                page_url,
                page_visit,
                scroll_positions,
                session_id,
            >(__event: &Visit<'a, U, N>, __out: &mut __thrive::Encoder<'_>)
            where
                U: Clone,
                &'a U: __thrive::StringValue<page_visit, page_url>,
            {
                __out.event("{\"event_name\":\"page_visit\",\"properties\":");
                <&'a U as __thrive::StringValue<
                    page_visit,
                    page_url,
                >>::write(&__event.page_url, ",\"page_url\":", __out);
                <[u32; N] as __thrive::OptionalAnyValue<
                    page_visit,
                    scroll_positions,
                >>::write_if_given(
                    &__event.scroll_positions,
                    ",\"scroll_positions\":",
                    __out,
                );
                __out.no_user();
                __out.no_timestamp();
                __out.no_group();
                <Option<
                    &'a str,
                > as __thrive::OptionalStringValue<
                    page_visit,
                    session_id,
                >>::write(&__event.session_id, ",\"session_id\":", __out);
                __out.end();
            }
            __encode::<U, N, __plan::page_url, __plan::page_visit, (), ()>(self, __out)
        }
    }
    const _: ::core::option::Option<&::core::primitive::str> = ::core::option_env!(
        "THRIVE_PLAN"
    );
};
