//! What an address asks for, and the addresses that ask for it.

use truce_core::entry::Address;
use truce_core::time::Day;

use super::problem::Problem;

/// What was filled in; an empty field asks for nothing.
#[must_use]
pub fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// A day that was filled in.
///
/// # Errors
/// [`Problem::Misshapen`] if it is none.
pub fn day(text: &str) -> Result<Option<Day>, Problem> {
    given(text).map(|text| text.parse().map_err(|_| Problem::Misshapen)).transpose()
}

/// The entry that the two last parts of an address name.
///
/// # Errors
/// [`Problem::NoSuchPage`] if they name none.
pub fn entry(log: &str, index: &str) -> Result<Address, Problem> {
    format!("{log}/{index}").parse().map_err(|_| Problem::NoSuchPage)
}

/// An address with what it asks for; what is empty is left out.
#[must_use]
pub fn address(path: &str, fields: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(name);
        address.push('=');
        address.push_str(&encoded(value));
    }
    address
}

/// The list of the incidents that the signals count, of an area, a party and an act, and of some days; empty: of all.
#[must_use]
pub fn counted_incidents(
    area: &str,
    (party, act): (&str, &str),
    days: Option<(Day, Day)>,
) -> String {
    let of = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    let (since, until) = (of(days.map(|days| days.0)), of(days.map(|days| days.1)));
    let fields = [
        ("area", area),
        ("party", party),
        ("act", act),
        ("since", &since),
        ("until", &until),
        ("counted", "yes"),
    ];
    address("/incidents", &fields)
}

/// A text as an address may hold it.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_comes_through_an_address_unchanged_and_ends_nothing() {
        let address = address("/incidents", &[("text", "a&b=\"ق"), ("area", ""), ("act", "fire")]);
        assert_eq!(address, "/incidents?text=a%26b%3D%22%D9%82&act=fire");
    }
}
