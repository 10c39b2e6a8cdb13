//! Whose word is enough: tlog-policy.
//!
//! ```text
//! log <key>
//! witness a <key>
//! witness b <key>
//! witness c <key>
//! group two-of-three 2 a b c
//! quorum two-of-three
//! ```
//!
//! # In scope
//! Reading the text, and asking whether a checkpoint has the cosignatures that
//! it wants. A line that names a listed witness and fails spoils the whole
//! checkpoint, as signed-note has it.
//!
//! # Out of scope
//! What the addresses of logs and witnesses are good for: they are kept as
//! written. How old a cosignature may be. Text that is not UTF-8, which the
//! specification allows, and logs that sign with ML-DSA.

use crate::checkpoint::{Checkpoint, CheckpointFault};
use crate::key::{KeyFault, KeyKind, VerifierKey};
use crate::text::shown;

/// The longest policy, in bytes.
pub const POLICY_BYTES_MAX: usize = 1024 * 1024;

/// How many logs, witnesses and groups a policy may have, of each.
pub const POLICY_LINES_MAX: usize = 256;

/// Why a text is no policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFault {
    /// Far longer than a policy need be.
    #[error("a policy has at most {POLICY_BYTES_MAX} bytes, this has {0}")]
    TooLong(usize),
    /// Not UTF-8.
    #[error("a policy is written in UTF-8")]
    NotUtf8,
    /// The last line has no end.
    #[error("the last line of a policy ends with a newline too")]
    Unended,
    /// Nothing says what is enough.
    #[error("a policy has one line `quorum`")]
    NoQuorum,
    /// A line is wrong.
    #[error("line {line}: {fault}")]
    Line {
        /// Which line, counted from 1.
        line: usize,
        /// What is wrong with it.
        fault: LineFault,
    },
}

/// What is wrong with a line of a policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// A control character other than tab.
    #[error("it has a control character")]
    Control,
    /// Not a word that begins a line.
    #[error("a line begins with `log`, `witness`, `group` or `quorum`, not `{0}`")]
    Word(String),
    /// Too few or too many words.
    #[error("it is written `{0}`")]
    Form(&'static str),
    /// No key.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// A cosigner's key for a log, or the other way round.
    #[error("the key `{0}` is of the wrong kind")]
    Kind(String),
    /// The same key a second time.
    #[error("the key `{0}` is listed already")]
    DuplicateKey(String),
    /// The same name a second time.
    #[error("the name `{0}` is taken")]
    DuplicateName(String),
    /// A name that no line before has given.
    #[error("no line before this one names `{0}`")]
    UnknownName(String),
    /// A member of two groups could count twice.
    #[error("`{0}` is a member of a group already")]
    DuplicateMember(String),
    /// More wanted than there are, or none.
    #[error(
        "a group wants `any`, `all` or a number from 1 to the number of its members, not `{0}`"
    )]
    Threshold(String),
    /// A second quorum.
    #[error("there is a quorum already")]
    SecondQuorum,
    /// Too many lines of a kind.
    #[error("there are more than {POLICY_LINES_MAX} of these")]
    TooMany,
}

/// A log or a witness of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What the policy calls it; a log's is its origin.
    pub name: String,
    /// Its key.
    pub key: VerifierKey,
    /// Where it is, if the policy says.
    pub url: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Witness(usize),
    Group(usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    name: String,
    wanted: usize,
    members: Vec<Member>,
}

/// Which logs are known, which witnesses, and which of them are enough.
///
/// INVARIANT: a group's members stand before it ([`Policy::parse`]), so none contains itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    logs: Vec<Listed>,
    witnesses: Vec<Listed>,
    groups: Vec<Group>,
    /// None if no cosignature is wanted.
    quorum: Option<Member>,
}

/// How a checkpoint stands with a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Whether the log is listed, or the policy lists none.
    pub log_listed: bool,
    /// Which witnesses cosigned, by the policy's names, and when.
    pub cosigned: Vec<(String, u64)>,
    /// Which did not.
    pub absent: Vec<String>,
    /// Which are named by a line that does not hold.
    pub failing: Vec<String>,
    /// Whether all of it is enough.
    pub met: bool,
}

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    /// [`PolicyFault`], with the line.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyFault> {
        if bytes.len() > POLICY_BYTES_MAX {
            return Err(PolicyFault::TooLong(bytes.len()));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| PolicyFault::NotUtf8)?;
        if !text.is_empty() && !text.ends_with('\n') {
            return Err(PolicyFault::Unended);
        }
        let mut reading = Reading::default();
        // Not `lines`, which would swallow a carriage return.
        for (line, text) in (1..).zip(text.split_terminator('\n')) {
            reading.line(text).map_err(|fault| PolicyFault::Line { line, fault })?;
        }
        let Reading { mut policy, quorum, .. } = reading;
        policy.quorum = quorum.ok_or(PolicyFault::NoQuorum)?;
        Ok(policy)
    }

    /// The logs whose checkpoints count; none listed says that the log is known from elsewhere.
    #[must_use]
    pub fn logs(&self) -> &[Listed] {
        &self.logs
    }

    /// The witnesses.
    #[must_use]
    pub fn witnesses(&self) -> &[Listed] {
        &self.witnesses
    }

    /// The keys of the logs, as [`Checkpoint::read`] wants them.
    #[must_use]
    pub fn log_keys(&self) -> Vec<VerifierKey> {
        self.logs.iter().map(|log| log.key.clone()).collect()
    }

    /// Reads a checkpoint of one of the logs and says how it stands.
    ///
    /// # Errors
    /// [`CheckpointFault`] if it is no checkpoint of a listed log.
    pub fn read(&self, bytes: &[u8]) -> Result<(Checkpoint, Tally), CheckpointFault> {
        let checkpoint = Checkpoint::read(bytes, &self.log_keys())?;
        let tally = self.met(&checkpoint);
        Ok((checkpoint, tally))
    }

    /// Says how a checkpoint stands: who cosigned it, and whether that is enough.
    #[must_use]
    pub fn met(&self, checkpoint: &Checkpoint) -> Tally {
        let listed = self.logs.iter().any(|log| log.key == *checkpoint.log_key());
        let mut tally = Tally {
            log_listed: self.logs.is_empty() || listed,
            cosigned: Vec::new(),
            absent: Vec::new(),
            failing: Vec::new(),
            met: false,
        };
        let mut witnessed = Vec::new();
        for Listed { name, key, .. } in &self.witnesses {
            let time = checkpoint.cosigned_or_fault(key);
            witnessed.push(matches!(time, Ok(Some(_))));
            match time {
                Ok(Some(time)) => tally.cosigned.push((name.clone(), time)),
                Ok(None) => tally.absent.push(name.clone()),
                Err(_) => tally.failing.push(name.clone()),
            }
        }
        let enough = self.enough(&witnessed);
        tally.met = tally.log_listed && tally.failing.is_empty() && enough;
        tally
    }

    fn enough(&self, witnessed: &[bool]) -> bool {
        let mut groups: Vec<bool> = Vec::new();
        let stands = |groups: &[bool], member: &Member| match member {
            Member::Witness(place) => witnessed.get(*place) == Some(&true),
            Member::Group(place) => groups.get(*place) == Some(&true),
        };
        for Group { wanted, members, .. } in &self.groups {
            let standing = members.iter().filter(|member| stands(&groups, member)).count();
            groups.push(standing >= *wanted);
        }
        self.quorum.is_none_or(|member| stands(&groups, &member))
    }
}

/// The name of a quorum of nobody.
const NONE: &str = "none";

/// A policy as far as it has been read.
#[derive(Default)]
struct Reading {
    policy: Policy,
    taken: Vec<Member>,
    quorum: Option<Option<Member>>,
}

impl Reading {
    fn line(&mut self, text: &str) -> Result<(), LineFault> {
        if text.bytes().any(|byte| byte.is_ascii_control() && byte != b'\t') {
            return Err(LineFault::Control);
        }
        let words: Vec<&str> = text.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
        match *words.as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with('#') => Ok(()),
            ["log", key] => self.log(key, None),
            ["log", key, url] => self.log(key, Some(url)),
            ["log", ..] => Err(LineFault::Form("log KEY [URL]")),
            ["witness", name, key] => self.witness(name, key, None),
            ["witness", name, key, url] => self.witness(name, key, Some(url)),
            ["witness", ..] => Err(LineFault::Form("witness NAME KEY [URL]")),
            ["group", name, wanted, ref members @ ..] if !members.is_empty() => {
                self.group(name, wanted, members)
            }
            ["group", ..] => Err(LineFault::Form("group NAME any|all|NUMBER MEMBER...")),
            ["quorum", name] => self.quorum(name),
            ["quorum", ..] => Err(LineFault::Form("quorum NAME")),
            [first, ..] => Err(LineFault::Word(shown(first))),
        }
    }

    fn log(&mut self, key: &str, url: Option<&str>) -> Result<(), LineFault> {
        let key: VerifierKey = key.parse()?;
        if key.kind() != KeyKind::Log {
            return Err(LineFault::Kind(key.short()));
        }
        list(&mut self.policy.logs, key.name().to_owned(), key, url)
    }

    fn witness(&mut self, name: &str, key: &str, url: Option<&str>) -> Result<(), LineFault> {
        self.free(name)?;
        let key: VerifierKey = key.parse()?;
        if !key.kind().cosigns() {
            return Err(LineFault::Kind(key.short()));
        }
        list(&mut self.policy.witnesses, name.to_owned(), key, url)
    }

    fn group(&mut self, name: &str, wanted: &str, members: &[&str]) -> Result<(), LineFault> {
        self.free(name)?;
        let number = match wanted {
            "any" => Some(1),
            "all" => Some(members.len()),
            number => read_threshold(number).filter(|number| (1..=members.len()).contains(number)),
        };
        let wanted = number.ok_or_else(|| LineFault::Threshold(shown(wanted)))?;
        let mut found = Vec::new();
        for name in members {
            let member = self.member(name)?;
            if self.taken.contains(&member) {
                return Err(LineFault::DuplicateMember(shown(name)));
            }
            self.taken.push(member);
            found.push(member);
        }
        if self.policy.groups.len() == POLICY_LINES_MAX {
            return Err(LineFault::TooMany);
        }
        self.policy.groups.push(Group { name: name.to_owned(), wanted, members: found });
        Ok(())
    }

    fn quorum(&mut self, name: &str) -> Result<(), LineFault> {
        if self.quorum.is_some() {
            return Err(LineFault::SecondQuorum);
        }
        self.quorum = Some(if name == NONE { None } else { Some(self.member(name)?) });
        Ok(())
    }

    fn member(&self, name: &str) -> Result<Member, LineFault> {
        let witness = self.policy.witnesses.iter().position(|witness| witness.name == name);
        let group = self.policy.groups.iter().position(|group| group.name == name);
        let member = witness.map(Member::Witness).or(group.map(Member::Group));
        member.ok_or_else(|| LineFault::UnknownName(shown(name)))
    }

    fn free(&self, name: &str) -> Result<(), LineFault> {
        if name == NONE || self.member(name).is_ok() {
            return Err(LineFault::DuplicateName(shown(name)));
        }
        Ok(())
    }
}

fn list(
    listed: &mut Vec<Listed>,
    name: String,
    key: VerifierKey,
    url: Option<&str>,
) -> Result<(), LineFault> {
    if listed.iter().any(|other| other.key.public() == key.public()) {
        return Err(LineFault::DuplicateKey(key.short()));
    }
    if listed.len() == POLICY_LINES_MAX {
        return Err(LineFault::TooMany);
    }
    listed.push(Listed { name, key, url: url.map(ToOwned::to_owned) });
    Ok(())
}

fn read_threshold(text: &str) -> Option<usize> {
    usize::try_from(crate::text::read_number(text)?).ok()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::*;
    use crate::head::Head;
    use crate::key::SigningKey;

    const LOG: &str = "example.com/log";

    fn log(seed: u8) -> SigningKey {
        SigningKey::from_seed(LOG, KeyKind::Log, [seed; 32]).unwrap()
    }

    fn witness(name: &str) -> SigningKey {
        let seed = name.bytes().fold(7, |sum: u8, byte| sum.wrapping_mul(31).wrapping_add(byte));
        SigningKey::from_seed(name, KeyKind::Cosigner, [seed; 32]).unwrap()
    }

    /// Writes out keys: `@a` is the key of witness a, `@log` that of the log.
    fn with_keys(text: &str) -> String {
        let words = text.split_inclusive([' ', '\n', '\t']).map(|word| {
            let Some(name) = word.trim_end().strip_prefix('@') else { return word.to_owned() };
            let key = if name == "log" { log(1) } else { witness(name) };
            word.replace(&format!("@{name}"), &key.verifier().to_string())
        });
        words.collect()
    }

    fn policy(text: &str) -> Policy {
        Policy::parse(with_keys(text).as_bytes()).unwrap()
    }

    fn refused(text: &str, expected: Expect) {
        expected.assert_eq(&Policy::parse(with_keys(text).as_bytes()).unwrap_err().to_string());
    }

    /// A checkpoint cosigned by these witnesses.
    fn cosigned(by: &str) -> Checkpoint {
        let head = Head { origin: LOG.to_owned(), size: 3, root: [7; 32] };
        let mut checkpoint = Checkpoint::sign(&head, &log(1)).unwrap();
        for (time, name) in (50..).zip(by.split_whitespace()) {
            let line = checkpoint.cosign(&witness(name), time).unwrap();
            checkpoint.add(line, &witness(name).verifier()).unwrap();
        }
        checkpoint
    }

    /// The two-level example of the specification.
    const TWO_LEVELS: &str = "
log @log

witness X1 @x1
witness X2 @x2
witness X3 @x3
group X-witnesses 2 X1 X2 X3

witness Y1 @y1
witness Y2 @y2
witness Y3 @y3
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
";

    #[test]
    fn a_policy_of_two_levels_wants_what_it_says() {
        let policy = policy(TWO_LEVELS);
        let met = |by| policy.met(&cosigned(by)).met;
        assert!(met("x1 x3 y2") && met("x1 x2 x3 y1 y2 y3") && met("y3 x3 x2 stranger"));
        assert!(!met("") && !met("x1 y1 y2 y3") && !met("x1 x2 x3") && !met("stranger"));
        let tally = policy.met(&cosigned("x1 y2"));
        assert_eq!(tally.cosigned, [("X1".to_owned(), 50), ("Y2".to_owned(), 51)]);
        assert_eq!(tally.absent, ["X2", "X3", "Y1", "Y3"]);
        assert_eq!((tally.failing, tally.log_listed, tally.met), (vec![], true, false));
    }

    #[test]
    fn any_and_all_are_short_for_numbers() {
        for (wanted, number) in [("any", "1"), ("all", "3")] {
            let met = |wanted: &str, by| {
                let text = format!(
                    "witness a @a\nwitness b @b\nwitness c @c\ngroup g {wanted} a b c\nquorum g\n"
                );
                policy(&text).met(&cosigned(by)).met
            };
            for by in ["", "a", "b c", "a b c"] {
                assert_eq!(met(wanted, by), met(number, by), "{wanted} {by}");
            }
        }
    }

    #[test]
    fn a_quorum_of_none_or_of_one_needs_no_group() {
        assert!(policy("log @log\nquorum none\n").met(&cosigned("")).met);
        let one = policy(
            "\t# a comment\n  log\t@log  http://log.example/ \nwitness a @a http://a.example/\nquorum a\n",
        );
        assert_eq!(one.logs()[0].url.as_deref(), Some("http://log.example/"));
        assert_eq!(one.witnesses()[0].url.as_deref(), Some("http://a.example/"));
        assert!(one.met(&cosigned("a")).met && !one.met(&cosigned("b")).met);
    }

    #[test]
    fn a_log_that_is_not_listed_does_not_meet_a_policy_that_lists_some() {
        let (known, unknown) = (log(1).verifier(), log(2).verifier());
        let of = |key: &VerifierKey| policy(&format!("log {key}\nquorum none\n"));
        assert!(of(&known).met(&cosigned("")).met);
        let tally = of(&unknown).met(&cosigned(""));
        assert!(!tally.met && !tally.log_listed);
        assert!(policy("quorum none\n").met(&cosigned("")).met);
        assert!(of(&known).read(&cosigned("").to_bytes()).unwrap().1.met);
        assert!(of(&unknown).read(&cosigned("").to_bytes()).is_err());
    }

    #[test]
    fn a_listed_witness_whose_line_fails_spoils_the_checkpoint() {
        let mut line = cosigned("").cosign(&witness("b"), 50).unwrap();
        line.bytes[9] ^= 1;
        let spoiled = format!("{}{line}", cosigned("a"));
        let text = "log @log\nwitness a @a\nwitness b @b\ngroup g any a b\nquorum g\n";
        let (_, tally) = policy(text).read(spoiled.as_bytes()).unwrap();
        assert_eq!((tally.met, &*tally.failing), (false, &["b".to_owned()][..]));
        let (_, tally) =
            policy("log @log\nwitness a @a\nquorum a\n").read(spoiled.as_bytes()).unwrap();
        assert!(tally.met, "a witness that is not listed does not matter");
    }

    #[test]
    fn lines_that_say_nothing_are_refused_in_words() {
        refused("", expect!["a policy has one line `quorum`"]);
        refused("log @log\n", expect!["a policy has one line `quorum`"]);
        refused("quorum none", expect!["the last line of a policy ends with a newline too"]);
        refused("quorum none\nquorum none\n", expect!["line 2: there is a quorum already"]);
        refused("quorum\n", expect!["line 1: it is written `quorum NAME`"]);
        refused("quorum a\nwitness a @a\n", expect!["line 1: no line before this one names `a`"]);
        refused(
            "witnes a @a\nquorum none\n",
            expect![
                "line 1: a line begins with `log`, `witness`, `group` or `quorum`, not `witnes`"
            ],
        );
        refused("log\n", expect!["line 1: it is written `log KEY [URL]`"]);
        refused(
            "log @log http://a.example/ more\n",
            expect!["line 1: it is written `log KEY [URL]`"],
        );
        refused("witness a\n", expect!["line 1: it is written `witness NAME KEY [URL]`"]);
        refused(
            "group g any\n",
            expect!["line 1: it is written `group NAME any|all|NUMBER MEMBER...`"],
        );
        refused("quorum none\r\n", expect!["line 1: it has a control character"]);
        refused("quorum none\n\n#\u{7f}\n", expect!["line 3: it has a control character"]);
        expect!["a policy is written in UTF-8"]
            .assert_eq(&Policy::parse(b"quorum \xff\n").unwrap_err().to_string());
        let long = Policy::parse(&vec![b'\n'; POLICY_BYTES_MAX + 1]).unwrap_err();
        expect!["a policy has at most 1048576 bytes, this has 1048577"]
            .assert_eq(&long.to_string());
    }

    #[test]
    fn names_and_keys_that_do_not_fit_are_refused_in_words() {
        refused(
            "log a+b+c\n",
            expect![
                "line 1: a key is written as name+id+key, the id in 8 digits of hex and the key in base64, not `a+b+c`"
            ],
        );
        refused("log @a\n", expect!["line 1: the key `a+e2983219` is of the wrong kind"]);
        refused(
            "witness a @log\n",
            expect!["line 1: the key `example.com/log+9be5d3c6` is of the wrong kind"],
        );
        refused(
            "log @log\nlog @log\n",
            expect!["line 2: the key `example.com/log+9be5d3c6` is listed already"],
        );
        refused(
            "witness a @a\nwitness b @a\n",
            expect!["line 2: the key `a+e2983219` is listed already"],
        );
        refused("witness a @a\nwitness a @b\n", expect!["line 2: the name `a` is taken"]);
        refused("witness none @a\n", expect!["line 1: the name `none` is taken"]);
        refused("witness a @a\ngroup a any a\n", expect!["line 2: the name `a` is taken"]);
        refused("witness a @a\ngroup none any a\n", expect!["line 2: the name `none` is taken"]);
        refused(
            "witness a @a\ngroup g any g\n",
            expect!["line 2: no line before this one names `g`"],
        );
        refused(
            "witness a @a\ngroup g any none\n",
            expect!["line 2: no line before this one names `none`"],
        );
        refused(
            "witness a @a\ngroup g any a a\n",
            expect!["line 2: `a` is a member of a group already"],
        );
        refused(
            "witness a @a\ngroup g any a\ngroup h any a\n",
            expect!["line 3: `a` is a member of a group already"],
        );
        refused(
            "witness a @a\ngroup g 0 a\n",
            expect![
                "line 2: a group wants `any`, `all` or a number from 1 to the number of its members, not `0`"
            ],
        );
        refused(
            "witness a @a\ngroup g 2 a\n",
            expect![
                "line 2: a group wants `any`, `all` or a number from 1 to the number of its members, not `2`"
            ],
        );
        refused(
            "witness a @a\ngroup g 01 a\n",
            expect![
                "line 2: a group wants `any`, `all` or a number from 1 to the number of its members, not `01`"
            ],
        );
        refused(
            "witness a @a\ngroup g most a\n",
            expect![
                "line 2: a group wants `any`, `all` or a number from 1 to the number of its members, not `most`"
            ],
        );
    }

    #[test]
    fn the_same_key_under_another_name_is_a_duplicate() {
        let one = SigningKey::from_seed("a", KeyKind::Cosigner, [7; 32]).unwrap().verifier();
        let other = SigningKey::from_seed("b", KeyKind::Cosigner, [7; 32]).unwrap().verifier();
        let text = format!("witness a {one}\nwitness b {other}\nquorum a\n");
        let fault = Policy::parse(text.as_bytes()).unwrap_err();
        let expected = LineFault::DuplicateKey(other.short());
        assert_eq!(fault, PolicyFault::Line { line: 2, fault: expected });
    }

    #[test]
    fn many_have_room_and_too_many_do_not() {
        let text = |count: u64| {
            let line = |n: u64| {
                let mut seed = [0; 32];
                seed[..8].copy_from_slice(&n.to_be_bytes());
                let key = SigningKey::from_seed("a", KeyKind::Cosigner, seed).unwrap().verifier();
                format!("witness a{n} {key}\ngroup g{n} any a{n}\n")
            };
            (0..count).map(line).collect::<String>() + "quorum none\n"
        };
        assert!(Policy::parse(text(256).as_bytes()).is_ok());
        let fault = Policy::parse(text(257).as_bytes()).unwrap_err();
        assert_eq!(fault, PolicyFault::Line { line: 513, fault: LineFault::TooMany });
    }

    #[cfg(feature = "ml-dsa")]
    #[test]
    fn an_anchor_may_be_a_witness_and_not_a_log() {
        let key = SigningKey::from_seed(LOG, KeyKind::MlDsa, [7; 32]).unwrap();
        let text = format!("log @log\nwitness a {}\nquorum a\n", key.verifier());
        let mut checkpoint = cosigned("");
        assert!(!policy(&text).met(&checkpoint).met);
        checkpoint.add(checkpoint.cosign(&key, 50).unwrap(), &key.verifier()).unwrap();
        assert!(policy(&text).met(&checkpoint).met);
        refused(
            &format!("log {}\n", key.verifier()),
            expect!["line 1: the key `example.com/log+81964024` is of the wrong kind"],
        );
    }

    proptest! {
        #[test]
        fn a_further_cosignature_never_unmakes_a_quorum(
            wanted in 1..=3usize, by in prop::collection::btree_set("[a-d]", 0..4), more in "[a-d]"
        ) {
            let text = format!("witness a @a\nwitness b @b\nwitness c @c\ngroup g {wanted} a b c\nquorum g\n");
            let by = by.into_iter().collect::<Vec<_>>().join(" ");
            let (before, after) = (cosigned(&by), cosigned(&format!("{by} {more}")));
            prop_assert!(policy(&text).met(&after).met || !policy(&text).met(&before).met);
        }

        #[test]
        fn no_bytes_make_the_reader_fall(bytes in prop::collection::vec(any::<u8>(), 0..200), words in "((log|witness|group|quorum|any|all|none|a|b|1|#)[ \t\n]){0,20}") {
            let _ = Policy::parse(&bytes);
            let _ = Policy::parse(with_keys(&words).as_bytes());
        }
    }
}
