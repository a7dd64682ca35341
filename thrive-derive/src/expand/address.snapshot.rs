#[allow(deprecated)]
const _: () = {
    use ::thrive_core::__private_v0_1 as __thrive;
    use __thrive::NoShape as _;
    mod __plan {
        pub enum inhabitants {}
    }
    #[automatically_derived]
    impl<T> ::thrive_core::TrackFields for Address<T>
    where
        T: __thrive::FieldValue<Address<T>, __plan::inhabitants>,
        T: __thrive::TrackValue,
    {
        const NAME: &'static ::core::primitive::str = "Address";
        const FIELDS: &'static [__thrive::FieldShape] = &[
            __thrive::FieldShape::new("city", __thrive::Probe::<String>::FIELD),
            __thrive::FieldShape::new("street", __thrive::Probe::<Option<String>>::FIELD)
                .or_null(),
            __thrive::FieldShape::new("inhabitants", __thrive::Probe::<T>::FIELD)
                .explicit()
                .declared(),
            __thrive::FieldShape::flattened(__thrive::Probe::<Country>::FIELD),
            __thrive::FieldShape::hashed("phone", __thrive::Probe::<u64>::FIELD)
                .declared(),
            __thrive::FieldShape::json("rest"),
        ];
        fn __write_fields(&self, __out: &mut __thrive::Encoder<'_>) {
            fn __write_fields<T, city, inhabitants, phone, rest, street>(
                __fields: &Address<T>,
                __out: &mut __thrive::Encoder<'_>,
            )
            where
                T: __thrive::FieldValue<Address<T>, inhabitants>,
                T: __thrive::TrackValue,
            {
                <String as __thrive::FieldValue<
                    Address<T>,
                    city,
                >>::write(&__fields.city, ",\"city\":", __out);
                <Option<
                    String,
                > as __thrive::FieldValue<
                    Address<T>,
                    street,
                >>::write_or_null(&__fields.street, ",\"street\":", __out);
                <T as __thrive::FieldValue<
                    Address<T>,
                    inhabitants,
                >>::write(&__fields.people, ",\"inhabitants\":", __out);
                <Country as __thrive::FlattenedFields<
                    Address<T>,
                >>::write(&__fields.country, __out);
                <u64 as __thrive::OptionalHashedValue<
                    Address<T>,
                    phone,
                >>::write(&__fields.phone, ",\"phone\":", __out);
                <Rest as __thrive::JsonValue<
                    Address<T>,
                    rest,
                >>::write(
                    &__fields.rest,
                    ",\"rest\":",
                    __thrive::JsonForm::any(),
                    __out,
                );
            }
            __write_fields::<T, (), __plan::inhabitants, (), (), ()>(self, __out)
        }
    }
    #[automatically_derived]
    impl<T> ::thrive_core::TrackValue for Address<T>
    where
        T: __thrive::FieldValue<Address<T>, __plan::inhabitants>,
        T: __thrive::TrackValue,
    {
        type Kind = __thrive::Fields<Address<T>>;
        type Presence = __thrive::Always;
        fn encode(&self, __out: &mut __thrive::Writer) {
            __thrive::encode_fields(self, __out)
        }
    }
    const _: () = __thrive::distinct(
        &[__thrive::Probe::<Country>::FLATTENED],
        "Address",
        &["city", "street", "inhabitants", "phone", "rest"],
    );
};
