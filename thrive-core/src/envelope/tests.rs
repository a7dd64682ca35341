use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{Timestamp, Writer, written_by};
use crate::error::Fault;
use crate::value::TrackValue;

fn written(write: impl FnOnce(&mut Writer)) -> (String, Option<(String, Fault)>) {
    written_by(None, write)
}

fn json(value: impl TrackValue) -> String {
    let (json, fault) = written(|out| value.encode(out));
    assert_eq!(fault, None);
    json
}

fn moment(micros: i128) -> (String, Option<Fault>) {
    let (json, fault) = written(|out| Timestamp::from_unix_micros(micros).encode(out));
    (json, fault.map(|(_, fault)| fault))
}

#[test]
fn a_timestamp_has_six_fraction_digits_and_a_z() {
    assert_eq!(moment(1_729_439_496_088_000), (r#""2024-10-20T15:51:36.088000Z""#.into(), None));
    assert_eq!(moment(0), (r#""1970-01-01T00:00:00.000000Z""#.into(), None));
    assert_eq!(moment(-1), (r#""1969-12-31T23:59:59.999999Z""#.into(), None));
}

#[test]
fn leap_days_stand_where_the_gregorian_calendar_has_them() {
    assert_eq!(moment(951_782_400_000_000).0, r#""2000-02-29T00:00:00.000000Z""#);
    assert_eq!(moment(1_709_164_800_000_000).0, r#""2024-02-29T00:00:00.000000Z""#);
    assert_eq!(moment(-2_203_891_200_000_000).0, r#""1900-03-01T00:00:00.000000Z""#);
    assert_eq!(moment(-2_203_977_600_000_000).0, r#""1900-02-28T00:00:00.000000Z""#);
}

#[test]
fn years_of_more_than_four_digits_cannot_be_sent() {
    assert_eq!(moment(253_402_300_799_999_999), (r#""9999-12-31T23:59:59.999999Z""#.into(), None));
    assert_eq!(moment(253_402_300_800_000_000).1, Some(Fault::TimeOutOfRange));
    assert_eq!(moment(-62_167_219_200_000_000), (r#""0000-01-01T00:00:00.000000Z""#.into(), None));
    assert_eq!(moment(-62_167_219_200_000_001).1, Some(Fault::TimeOutOfRange));
    assert_eq!(moment(i128::MAX).1, Some(Fault::TimeOutOfRange));
    assert_eq!(moment(i128::MIN).1, Some(Fault::TimeOutOfRange));
}

#[test]
fn what_is_finer_than_a_microsecond_is_cut_off_towards_the_past() {
    assert_eq!(json(UNIX_EPOCH + Duration::from_nanos(1_999)), r#""1970-01-01T00:00:00.000001Z""#);
    assert_eq!(json(UNIX_EPOCH - Duration::from_nanos(1)), r#""1969-12-31T23:59:59.999999Z""#);
    assert_eq!(json(UNIX_EPOCH - Duration::from_nanos(1_000)), r#""1969-12-31T23:59:59.999999Z""#);
    assert_eq!(json(UNIX_EPOCH - Duration::from_nanos(1_001)), r#""1969-12-31T23:59:59.999998Z""#);
}

#[test]
fn a_system_time_at_the_end_of_its_range_is_an_error_and_no_panic() {
    let Some(far) = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(1 << 60)) else { return };
    assert_eq!(written(|out| far.encode(out)).1.map(|(_, fault)| fault), Some(Fault::TimeOutOfRange));
}

#[test]
fn only_quotes_backslashes_and_control_characters_are_escaped() {
    assert_eq!(json("Åse \u{1F600} \u{7f} \u{2028} </script>"), "\"Åse \u{1F600} \u{7f} \u{2028} </script>\"");
    assert_eq!(json("a\"b\\c/d"), r#""a\"b\\c/d""#);
    assert_eq!(json("\n\r\t\u{8}\u{c}"), r#""\n\r\t\b\f""#);
    assert_eq!(json("\0\u{b}\u{1f}"), r#""\u0000\u000b\u001f""#);
    assert_eq!(json(""), r#""""#);
    assert_eq!(json('"'), r#""\"""#);
}

#[test]
fn numbers_are_written_so_that_they_read_back_the_same() {
    assert_eq!(json(49.99_f64), "49.99");
    assert_eq!(json(0.1_f32), "0.1");
    assert_eq!(json(-0.0_f64), "-0.0");
    assert_eq!(json(5.0_f64), "5.0");
    assert_eq!(json(f64::MAX), "1.7976931348623157e+308");
    assert_eq!(json(u128::MAX), "340282366920938463463374607431768211455");
    assert_eq!(json(i64::MIN), "-9223372036854775808");
}

#[test]
fn what_json_has_no_number_for_is_a_fault() {
    for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(written(|out| float.encode(out)).1.map(|(_, fault)| fault), Some(Fault::NotFinite));
    }
    assert_eq!(written(|out| f32::NAN.encode(out)).1.map(|(_, fault)| fault), Some(Fault::NotFinite));
}

#[test]
fn lists_and_maps_keep_their_order_and_null_their_gaps() {
    assert_eq!(json([1_u8, 2, 3]), "[1,2,3]");
    assert_eq!(json(vec![Some("a"), None]), r#"["a",null]"#);
    assert_eq!(json(Vec::<bool>::new()), "[]");
    assert_eq!(json(std::collections::BTreeMap::from([("b", 2), ("a\n", 1)])), r#"{"a\n":1,"b":2}"#);
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
#[test]
fn a_date_has_four_two_and_two_digits() {
    let date = |year, month, day| {
        let (json, fault) = written(|out| out.date(year, month, day));
        (json, fault.map(|(_, fault)| fault))
    };
    assert_eq!(date(2024, 10, 2), (r#""2024-10-02""#.into(), None));
    assert_eq!(date(0, 1, 31), (r#""0000-01-31""#.into(), None));
    assert_eq!(date(9999, 12, 31), (r#""9999-12-31""#.into(), None));
    assert_eq!(date(10_000, 1, 1).1, Some(Fault::TimeOutOfRange));
    assert_eq!(date(-1, 12, 31).1, Some(Fault::TimeOutOfRange));
}

#[cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]
#[test]
fn the_days_of_every_crate_are_the_same() {
    assert_eq!(json(jiff::civil::date(2024, 2, 29)), r#""2024-02-29""#);
    assert_eq!(json(chrono::NaiveDate::from_ymd_opt(2024, 2, 29).unwrap()), r#""2024-02-29""#);
    let february = time::Month::February;
    assert_eq!(json(time::Date::from_calendar_date(2024, february, 29).unwrap()), r#""2024-02-29""#);
    let outside = chrono::NaiveDate::from_ymd_opt(-1, 1, 1).unwrap();
    assert_eq!(written(|out| outside.encode(out)).1.map(|(_, fault)| fault), Some(Fault::TimeOutOfRange));
}

#[cfg(feature = "url")]
#[test]
fn a_url_is_a_string() {
    assert_eq!(json(url::Url::parse("https://acme.com/a b?q=\"").unwrap()), r#""https://acme.com/a%20b?q=%22""#);
}
