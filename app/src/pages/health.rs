use axum::extract::State;
use axum::http::StatusCode;
use metrics::gauge;

use crate::app::App;
use crate::failure::Failure;

/// The process answers.
pub async fn healthz() -> &'static str {
    "ok"
}

/// The process can do its work: the database answers.
pub async fn readyz(State(app): State<App>) -> (StatusCode, &'static str) {
    if app.desk.db().is_reachable().await {
        (StatusCode::OK, "ready")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "no database")
    }
}

/// Counts for Prometheus, without a name or an ID of anybody. Keep it from the world outside by the proxy in front.
pub async fn metrics(State(app): State<App>) -> Result<String, Failure> {
    let handle = app.metrics.as_ref().ok_or(Failure::NotFound)?;
    for (state, requests) in app.desk.db().requests_by_state().await? {
        gauge!("grantdesk_requests", "state" => state.as_str()).set(requests as f64);
    }
    Ok(handle.render())
}
