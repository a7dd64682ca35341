use serde::Serialize;
use serde_json::json;

use super::*;
use crate::envelope::written_by;

fn written<T: Serialize>(value: T, form: JsonForm) -> Result<String, Fault> {
    let (json, fault) = written_by(None, |out| {
        out.json(",\"a\":", &value, form);
        out.raw(",\"b\":1");
    });
    fault.map_or(Ok(json), |(_, fault)| Err(fault))
}

#[test]
fn a_value_goes_out_as_serde_writes_it() {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Filter<'a> {
        column_name: &'a str,
        limits: [Option<u8>; 2],
    }
    let filter = Filter { column_name: "a\"b", limits: [Some(1), None] };
    assert_eq!(written(&filter, JsonForm::any()).unwrap(), r#","a":{"columnName":"a\"b","limits":[1,null]},"b":1"#);
    assert_eq!(written("text", JsonForm::any()).unwrap(), r#","a":"text","b":1"#);
}

#[test]
fn null_is_left_out_or_sent_or_refused_as_it_is_asked() {
    let nothing = None::<u8>;
    assert_eq!(written(nothing, JsonForm::any()).unwrap(), r#","b":1"#);
    assert_eq!(written(nothing, JsonForm::object()).unwrap(), r#","b":1"#);
    assert_eq!(written(json!(null), JsonForm::any().or_null()).unwrap(), r#","a":null,"b":1"#);
    assert_eq!(written(nothing, JsonForm::array().required().or_null()).unwrap(), r#","a":null,"b":1"#);
    assert_eq!(written(nothing, JsonForm::any().required()).unwrap_err(), Fault::Null);
}

#[test]
fn an_array_and_an_object_are_no_other_kind() {
    for (kind, fault) in [(JsonForm::array(), Fault::NoArray), (JsonForm::object(), Fault::NoObject)] {
        for value in [json!("[]"), json!(1), json!(true), json!("null")] {
            assert_eq!(written(value, kind).unwrap_err(), fault);
        }
    }
    assert_eq!(written(json!([]), JsonForm::object()).unwrap_err(), Fault::NoObject);
    assert_eq!(written(json!({}), JsonForm::array()).unwrap_err(), Fault::NoArray);
    assert_eq!(written(json!([null]), JsonForm::array()).unwrap(), r#","a":[null],"b":1"#);
    assert_eq!(written(json!({"x": []}), JsonForm::object().required()).unwrap(), r#","a":{"x":[]},"b":1"#);
}

#[test]
fn what_serde_refuses_is_said_in_its_words() {
    let map = std::collections::BTreeMap::from([([1_u8], "lists are no names")]);
    assert_eq!(written(map, JsonForm::any()).unwrap_err(), Fault::NotSerialized("key must be a string".to_owned()));
}
