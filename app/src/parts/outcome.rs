use grantdesk::number::grouped;
use grantdesk::request::{Line, Request};
use leptos::prelude::*;

use crate::parts::lines::amount;
use crate::parts::sentence::{Sentence, listed};
use crate::t;

/// The one sentence that says what an approval does. `servers` are the codes of the servers.
#[component]
pub fn Outcome(request: Request, lines: Vec<Line>, servers: Vec<String>) -> impl IntoView {
    let way = request.direction.as_str();
    view! { <p class="outcome" data-way=way><Sentence text=outcome(&request, &lines, &servers)/></p> }
}

fn outcome(request: &Request, lines: &[Line], servers: &[String]) -> String {
    let deliveries = request.counts.deliveries;
    let item = |code: &str, quantity: String| {
        format!("**{}**", t!("outcome-item", code = code.to_owned(), quantity = quantity))
    };
    let total = |line: &Line| line.quantity.total(request.players, request.servers());
    let each: Vec<String> = lines.iter().map(|line| item(&line.code, amount(line.quantity))).collect();
    let totals: Vec<String> = lines.iter().map(|line| item(&line.code, grouped(total(line)))).collect();
    let sentence = t!(
        &format!("outcome-{}", request.direction.as_str()),
        items = listed(&each),
        players = request.players,
        servers = listed(servers),
    );
    if deliveries > 1 { t!("outcome-total", sentence = sentence, total = listed(&totals)) } else { sentence }
}
