//! Where a bucket is, and who may write to it.

use std::fmt;
use std::str::FromStr;

use object_store::aws::AmazonS3Builder;
use zeroize::Zeroizing;

/// Where a log's files are: a bucket, what their names begin with, and whose server it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The bucket's name.
    pub bucket: String,
    /// The server, where it is not Amazon's: `https://...`.
    pub endpoint: Option<String>,
    /// What all names begin with; may be empty.
    pub prefix: String,
    /// The region, as the server calls it.
    pub region: String,
}

impl FromStr for Location {
    type Err = String;

    /// Reads `s3://bucket/prefix`; server and region come from `AWS_ENDPOINT_URL` and `AWS_REGION`.
    fn from_str(text: &str) -> Result<Self, String> {
        let parts =
            text.strip_prefix("s3://").map(|rest| rest.split_once('/').unwrap_or((rest, "")));
        let Some((bucket, prefix)) = parts.filter(|(bucket, _)| !bucket.is_empty()) else {
            return Err("write it as s3://bucket/prefix".to_owned());
        };
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Ok(Self {
            bucket: bucket.to_owned(),
            endpoint: set("AWS_ENDPOINT_URL"),
            prefix: prefix.trim_end_matches('/').to_owned(),
            region: set("AWS_REGION").unwrap_or_else(|| "us-east-1".to_owned()),
        })
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}", self.bucket)?;
        if self.prefix.is_empty() { Ok(()) } else { write!(f, "/{}", self.prefix) }
    }
}

/// Who writes to a bucket. Wiped from memory when dropped; what the client keeps of it is the client's.
#[derive(Clone)]
pub struct Credentials {
    key_id: String,
    secret: Zeroizing<String>,
    token: Option<Zeroizing<String>>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<sealed>")
    }
}

impl Credentials {
    /// A key and its secret.
    #[must_use]
    pub fn new(key_id: &str, secret: &str) -> Self {
        let secret = Zeroizing::new(secret.to_owned());
        Self { key_id: key_id.to_owned(), secret, token: None }
    }

    /// Those of the environment: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, and `AWS_SESSION_TOKEN` if set.
    ///
    /// # Errors
    /// If one is missing: nothing else is tried, so no other machine is asked for one.
    pub fn of_environment() -> Result<Self, String> {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let wanted = |name: &str| {
            set(name).ok_or_else(|| format!("{name} is not set: the bucket is written with it"))
        };
        Ok(Self {
            key_id: wanted("AWS_ACCESS_KEY_ID")?,
            secret: Zeroizing::new(wanted("AWS_SECRET_ACCESS_KEY")?),
            token: set("AWS_SESSION_TOKEN").map(Zeroizing::new),
        })
    }

    pub(super) fn give(&self, builder: AmazonS3Builder) -> AmazonS3Builder {
        let builder = builder
            .with_access_key_id(self.key_id.as_str())
            .with_secret_access_key(self.secret.as_str());
        match &self.token {
            Some(token) => builder.with_token(token.as_str()),
            None => builder,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_is_a_bucket_and_what_names_begin_with() {
        let place: Location = "s3://truce-un/logs/un/".parse().unwrap();
        assert_eq!((place.bucket.as_str(), place.prefix.as_str()), ("truce-un", "logs/un"));
        assert_eq!(place.to_string(), "s3://truce-un/logs/un");
        assert_eq!("s3://truce-un".parse::<Location>().unwrap().to_string(), "s3://truce-un");
        for bad in ["", "truce-un", "s3://", "s3:///x", "https://truce-un"] {
            assert!(bad.parse::<Location>().is_err(), "{bad}");
        }
    }

    #[test]
    fn credentials_are_never_shown() {
        assert_eq!(format!("{:?}", Credentials::new("id", "canary")), "<sealed>");
    }
}
