//! `assert_plan_covered!()`: the names of the team's events, for the registry to compare with the types of the binary.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{LitStr, Path, Token};

use crate::attr::keyword::{CRATE, PLAN};
use crate::errors::{Errors, list};
use crate::input::default_crate;
use crate::plan::{self, Answer, Plan};

pub(crate) fn expand_assert_plan_covered(input: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let (mut events, mut watched) = (Vec::new(), TokenStream::new());
    let mut krate = None;
    match syn::parse2::<Arguments>(input) {
        Err(mistake) => errors.syn(mistake),
        Ok(arguments) => {
            if let Some(plan) = find(arguments.plan.as_ref(), &mut errors) {
                events = plan.team_event_names();
                watched = plan.watched_everywhere();
            }
            krate = arguments.krate;
        }
    }
    let krate = krate.unwrap_or_else(default_crate);
    let mistakes = errors.into_tokens();
    quote! {{
        #mistakes
        #watched
        #krate::registry::__assert_covered(&[#(#events),*])
    }}
}

/// The team's plan, free of mistakes. The standard events are nobody's promise, so they alone are nothing to cover.
fn find(named: Option<&LitStr>, errors: &mut Errors) -> Option<Plan> {
    let span = named.map_or_else(Span::call_site, LitStr::span);
    let plan = match plan::find(named.map(LitStr::value).as_deref()) {
        Ok(plan) if plan.is_own() => plan,
        Ok(_) => {
            errors.at(span, no_plan());
            return None;
        }
        Err(mistake) => {
            errors.at(span, mistake);
            return None;
        }
    };
    if let Err(mistake) = plan.readable() {
        errors.at(span, mistake);
    }
    for name in plan.team_event_names() {
        if let Answer::Mistake(mistake) = plan.event(&name) {
            errors.at(span, mistake);
        }
    }
    Some(plan)
}

fn no_plan() -> String {
    let folders: Vec<String> = plan::folders().iter().map(|folder| folder.display().to_string()).collect();
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    let nowhere = if folders.is_empty() { "anywhere".to_owned() } else { format!("in {}", list(&folders, "or")) };
    format!(
        "there is no plan to cover: `THRIVE_PLAN` is not set, and no folder `tracking` stands {nowhere}\n- to name a \
         plan: `assert_plan_covered!(plan = \"..\")`"
    )
}

/// `plan = ".."` and `crate = path`, each at most once.
#[derive(Default)]
struct Arguments {
    plan: Option<LitStr>,
    krate: Option<Path>,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut arguments = Arguments::default();
        while !input.is_empty() {
            let unexpected = input.error("expected nothing, or the plan to cover: `plan = \"..\"`");
            let Ok(keyword) = Ident::parse_any(input) else { return Err(unexpected) };
            let equals = input.parse::<Token![=]>();
            if keyword == PLAN && arguments.plan.is_none() && equals.is_ok() {
                arguments.plan = Some(input.parse()?);
            } else if keyword == CRATE && arguments.krate.is_none() && equals.is_ok() {
                arguments.krate = Some(input.call(Path::parse_mod_style)?);
            } else {
                return Err(unexpected);
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(arguments)
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::expand_assert_plan_covered;

    #[test]
    fn the_teams_events_are_named_and_its_files_watched() {
        let expansion = expand_assert_plan_covered(quote!(plan = "src/covered/tracking")).to_string();
        let call = ":: thrive_core :: registry :: __assert_covered (& [\"invoice_paid\" , \"report_shared\"])";
        assert!(expansion.contains(call), "{expansion}");
        assert!(!expansion.contains("compile_error"), "{expansion}");
        assert!(expansion.contains("src/covered/tracking/report_shared.json"), "{expansion}");
        assert!(expansion.contains("src/covered/tracking/plan.json"), "{expansion}");
        assert!(!expansion.contains("signed_in"), "{expansion}");
    }

    #[test]
    fn the_crate_can_be_elsewhere() {
        let expansion =
            expand_assert_plan_covered(quote!(crate = crate::analytics, plan = "src/covered/tracking",)).to_string();
        assert!(expansion.contains("crate :: analytics :: registry :: __assert_covered"), "{expansion}");
    }

    #[test]
    fn without_a_plan_of_the_teams_it_says_where_it_looked() {
        let expansion = expand_assert_plan_covered(quote!()).to_string();
        assert!(expansion.contains("there is no plan to cover: `THRIVE_PLAN` is not set"), "{expansion}");
        assert!(expansion.contains(concat!("`", env!("CARGO_MANIFEST_DIR"), "`")), "{expansion}");
    }

    #[test]
    fn a_plan_that_is_not_there_and_words_that_mean_nothing_are_mistakes() {
        for (input, mistake) in [
            (quote!(plan = "nowhere"), "no plan stands at `nowhere`"),
            (quote!("src"), "expected nothing, or the plan to cover"),
            (quote!(paln = "src"), "expected nothing, or the plan to cover"),
            (quote!(plan), "expected nothing, or the plan to cover"),
            (quote!(plan = "a", plan = "b"), "expected nothing, or the plan to cover"),
            (quote!(plan = a), "expected string literal"),
        ] {
            let expansion = expand_assert_plan_covered(input).to_string();
            assert!(expansion.contains(mistake), "{expansion}");
        }
    }
}
