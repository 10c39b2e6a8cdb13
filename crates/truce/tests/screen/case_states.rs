//! The list and the page of a case, in every state that there is, on the record of three seats of which one is silent.

use std::collections::BTreeSet;
use std::path::Path;

use axum::http::StatusCode;
use tempfile::TempDir;
use truce::host::Host;
use truce::host::card::PublicCard;
use truce::host::peers::Peers;
use truce::keys;
use truce::node::Node;
use truce::screen::language::Language;
use truce::screen::terms::STATES;
use truce::screen::tongue::tongue;
use truce_core::entry::Address;
use truce_core::id::SeatId;
use truce_core::time::Moment;

use crate::seat::{Seat, three_seats};

/// Two seats with their nodes; the third has none.
struct Mechanism {
    seat: Seat,
    officer: String,
    other: TempDir,
    seen: BTreeSet<String>,
}

impl Mechanism {
    async fn new() -> Self {
        let files = three_seats();
        let seat = Seat::of(&files);
        let other = TempDir::new().unwrap();
        let now: Moment = (seat.screen.clock)();
        let turkey = SeatId::new("turkey").unwrap();
        Node::init(other.path(), &turkey, &files, now, keys::create_demo).unwrap();
        let meets = |own: &Path, their: &Path| {
            let card = PublicCard::of(&Node::open(their).unwrap()).unwrap();
            let peer = card.peer(vec![their.display().to_string()]);
            Peers { peer: vec![peer], witness: Vec::new() }.write(own).unwrap();
        };
        meets(seat.dir.path(), other.path());
        meets(other.path(), seat.dir.path());
        let keeper = seat.keeper().await;
        let officer = seat.officer(&keeper).await;
        let found = Self { officer, seat, other, seen: BTreeSet::new() };
        found.go_round(now);
        found
    }

    /// Lets each fetch what the other has, and say that it holds it.
    fn go_round(&self, now: Moment) {
        for later in 0..4 {
            for dir in [self.seat.dir.path(), self.other.path()] {
                let home = Node::open(dir).unwrap();
                let keys = keys::of_demo(&home.agreement.origin(&home.log)).unwrap();
                Host::open(home, vec![keys], 60).unwrap().round(now.plus(later)).unwrap();
            }
        }
        self.seat.draw();
    }

    /// Has officers do something: `un: ...` or `turkey: ...`, a `~` standing for a blank, then a round.
    fn does(&self, at: &str, lines: &[&str]) {
        for line in lines {
            let (who, line) = line.split_once(": ").unwrap();
            let words: Vec<String> = line.split(' ').map(|word| word.replace('~', " ")).collect();
            let dir = if who == "un" { self.seat.dir.path() } else { self.other.path() };
            crate::seat::run(dir, at, &words);
        }
        self.go_round(at.parse::<Moment>().unwrap().plus(60));
    }

    /// The case that a seat opened.
    fn case_of(&self, log: &str) -> Address {
        let drawn = self.seat.screen.drawn().unwrap();
        drawn.docket().cases.keys().find(|id| id.log.as_str() == log).unwrap().clone()
    }

    /// Holds the page and the list, in every language, against the state in which a case must be.
    async fn shows(&mut self, case: &Address, state: &str) {
        let (_, message) = STATES.iter().find(|(word, _)| *word == state).unwrap();
        let path = format!("/cases/{case}");
        let asked = format!("/cases?state={}", state.replace(' ', "-"));
        for language in Language::ALL {
            let headers = [("accept-language", language.tag())];
            let said = tongue(language).say(message);
            let page = self.seat.get(&path, &headers).await;
            assert_eq!(page.status, StatusCode::OK, "{state} {}", language.tag());
            let words = page.words();
            assert_eq!(words.lines().nth(1), Some(&*said), "{}\n{words}", language.tag());
            // What the core says in English is said in the reader's words.
            for english in ["agreed:", "breach by", "not checked", "asked of"] {
                let there = words.contains(english);
                assert!(!there || language == Language::En, "{}: {words}", language.tag());
            }
            let list = self.seat.get(&asked, &headers).await;
            assert_eq!(list.status, StatusCode::OK, "{state} {}", language.tag());
            let row = list.text.split("<tr>").find(|row| row.contains(&format!("\"{path}\"")));
            let row = row.unwrap_or_else(|| panic!("{state} {}", language.tag()));
            assert!(row.contains(&format!("<td>{said}</td>")), "{}: {row}", language.tag());
            let all = self.seat.get("/cases", &headers).await.text;
            assert!(all.contains(&format!("<td>{said}</td>")), "{state} {}", language.tag());
        }
        self.seen.insert(state.to_owned());
    }

    /// A case that runs no longer takes no task.
    async fn takes_no_task(&self, case: &Address) {
        let form = format!("case={case}&settles=author&owner=un&due=2017-06-01&what=x");
        let put = self.seat.post("/incidents/tasks", &form, &self.officer).await;
        assert_eq!(put.status, StatusCode::BAD_REQUEST, "{case}");
    }
}

#[tokio::test]
async fn a_case_is_shown_in_every_state_on_its_page_and_in_the_list_in_every_language() {
    let mut two = Mechanism::new().await;
    two.does(
        "2017-05-08T06:10:00Z",
        &[
            "turkey: office appoint duty-1 --to duty-officer --reason list",
            "turkey: office appoint delegate-1 --to delegate --reason list",
            "un: office appoint looker --to verifier --reason list",
            "un: case open un/3 --under cease-attacks --reason heard --by duty-1",
        ],
    );
    let (lonely, open) = (two.case_of("un"), "case open un/3 --accused opposition --under");
    two.shows(&lonely, "awaiting admission").await;
    two.does(
        "2017-05-08T07:00:00Z",
        &[&format!("turkey: {open} cease-attacks --reason told~twice --by duty-1")],
    );
    let case = two.case_of("turkey");
    two.shows(&case, "awaiting admission").await;
    let admit = format!("un: case admit {case} --reason told~too --by duty-1");
    two.does("2017-05-08T08:00:00Z", &[&admit]);
    two.shows(&case, "awaiting reply").await;

    let over = |case: &Address, who: &str| format!("{who}: case determine {case} --by duty-1");
    two.does("2017-05-10T08:00:00Z", &[&over(&lonely, "un"), &over(&lonely, "turkey")]);
    two.shows(&lonely, "not admitted").await;
    two.takes_no_task(&lonely).await;
    two.shows(&case, "awaiting findings").await;

    let seal = "--happened yes --covered cease-attacks=yes --cause opposition=900 --cause unknown=100 --reasons craters";
    let seal = format!("turkey: case seal {case} {seal} --by delegate-1");
    two.does("2017-05-11T06:00:00Z", &[&seal]);
    two.shows(&case, "awaiting findings").await;
    two.does("2017-05-13T08:00:00Z", &[&over(&case, "un"), &over(&case, "turkey")]);
    two.shows(&case, "awaiting the opening of findings").await;
    let reveal = format!("turkey: case reveal {case} --by delegate-1");
    two.does("2017-05-13T09:00:00Z", &[&reveal]);
    two.shows(&case, "determined").await;

    let remedy =
        "--of opposition --what mortars~back --measure mortars --no-more 0 --due 2017-05-20";
    let remedy = format!("turkey: case remedy {case} {remedy} --checked-by un --by delegate-1");
    two.does("2017-05-13T10:00:00Z", &[&remedy]);
    two.shows(&case, "awaiting remedy").await;
    let asked = {
        let drawn = two.seat.screen.drawn().unwrap();
        drawn.docket().cases[&case].remedies.keys().next().unwrap().clone()
    };
    let check = format!("un: case check {asked} --measured 0 --text none~left --by looker");
    two.does("2017-05-14T10:00:00Z", &[&check]);
    two.shows(&case, "closed").await;
    two.takes_no_task(&case).await;

    let all = STATES.iter().map(|(word, _)| (*word).to_owned()).collect();
    assert_eq!(two.seen, all, "every state is shown");
}
