//! The duty to keep apart: "separating" excluded groups "from the armed opposition groups" (Article 6).
//!
//! ```text
//! mixing with an excluded group -> apparent breach
//! mixing, with whom is not said -> insufficient: excluded-group
//! mixing with anybody else      -> outside coverage: excluded-group
//! ```

use super::frame::excluded_among;
use super::{Test, nobody_else};
use crate::act::Act;
use crate::agreement::Agreement;
use crate::assessment::{Element, Ground, Point};
use crate::kleene::Truth;
use crate::situation::Situation;

pub(super) static TEST: Test = Test {
    word: "separation",
    duty: "keep apart from the excluded groups",
    acts: &[Act::Mixing],
    perhaps: &[(Act::Unstated, "what was done")],
    covered: with_excluded,
    who: nobody_else,
};

fn with_excluded(agreement: &Agreement, situation: &Situation) -> Option<Element> {
    let with = excluded_among(agreement, &situation.against);
    let known = !situation.against.is_empty() && situation.against.iter().all(Option::is_some);
    let (truth, ground) = match (with.is_empty(), known) {
        (false, _) => (Truth::Yes, Ground::WithExcluded { with }),
        (true, true) => (Truth::No, Ground::WithoutExcluded),
        (true, false) => (Truth::Unknown, Ground::WithUnnamed),
    };
    Some(Element::new(Point::ExcludedGroup, truth, ground))
}
