use jiff::Timestamp;
use jiff::tz::{TimeZone, db};

/// The regions of the IANA database that people live in; its other names are kept for old machines.
const REGIONS: [&str; 10] =
    ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

/// Every zone a person may live in, with its distance from UTC now: `Asia/Seoul`, `UTC+09:00`.
pub fn zones(now: i64) -> impl Iterator<Item = (String, String)> {
    let now = Timestamp::from_millisecond(now).unwrap_or_default();
    let mut names: Vec<String> = db().available().map(|name| name.to_string()).filter(|name| is_home(name)).collect();
    names.sort_unstable();
    names.into_iter().filter_map(move |name| {
        let zone = TimeZone::get(&name).ok()?;
        let offset = now.to_zoned(zone).strftime("UTC%:z").to_string();
        Some((name, offset))
    })
}

fn is_home(name: &str) -> bool {
    name == "UTC" || name.split_once('/').is_some_and(|(region, _)| REGIONS.contains(&region))
}

#[cfg(test)]
mod tests {
    use super::zones;

    #[test]
    fn the_zones_of_our_games_are_there_and_those_of_old_machines_are_not() {
        let zones: Vec<(String, String)> = zones(1_795_309_200_000).collect();
        let offset = |name: &str| zones.iter().find(|(known, _)| known == name).map(|(_, offset)| offset.as_str());
        assert_eq!(offset("Asia/Seoul"), Some("UTC+09:00"));
        assert_eq!(offset("Asia/Kolkata"), Some("UTC+05:30"));
        assert_eq!(offset("America/Los_Angeles"), Some("UTC-08:00"));
        assert_eq!(offset("UTC"), Some("UTC+00:00"));
        assert_eq!((offset("Etc/GMT+9"), offset("posixrules"), offset("ROK")), (None, None, None));
        assert!(zones.len() > 300, "{}", zones.len());
    }
}
