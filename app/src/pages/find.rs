use axum::extract::{Query, State};
use axum::response::Redirect;
use serde::Deserialize;

use crate::app::App;
use crate::failure::Failure;
use crate::router::encoded;
use crate::visitor::Visitor;

#[derive(Debug, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    q: String,
}

/// The search of the top bar: a request's number leads to the request, anything else to the player or the order of it.
pub async fn find(
    State(app): State<App>,
    visitor: Visitor,
    Query(Wanted { q }): Query<Wanted>,
) -> Result<Redirect, Failure> {
    let q = q.trim();
    let number = q.strip_prefix("R-").or_else(|| q.strip_prefix("r-"));
    if let Some(no) = number.and_then(|no| no.parse().ok())
        && app.desk.request(&visitor.person, no).await.is_ok()
    {
        return Ok(Redirect::to(&format!("/requests/{no}")));
    }
    Ok(Redirect::to(&format!("/players?q={}", encoded(q))))
}
