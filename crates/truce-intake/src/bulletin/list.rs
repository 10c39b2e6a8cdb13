//! Reads the total and the list by area out of one seat's part of a sentence.
//!
//! Every figure and every area is an element; what stands between two neighbours says how firmly
//! they belong together: "A (4)" more than "4 in A", that more than "A - 4". The firmest pairs are
//! made first, and the first figure left without an area is the total.

use truce_core::id::AreaId;

use super::mark::{Figure, Mark, Value, What};
use super::words::Role;

/// One line of a list, as read: where the name stands, and the figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub area: Option<AreaId>,
    pub start: usize,
    pub end: usize,
    pub cases: Option<u32>,
}

/// What a part of a sentence states.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The total, and where it stands.
    pub total: Option<(Figure, usize)>,
    /// Figures after it that belong to no area.
    pub extra: Vec<(Figure, usize)>,
    pub lines: Vec<Line>,
    /// "Respectively": the figures belong to the seats in their order.
    pub respectively: bool,
    /// What is not sure, and where.
    pub doubts: Vec<(usize, String)>,
}

#[derive(Debug, Clone)]
enum Item {
    Figure(Figure),
    Area(Option<AreaId>),
}

#[derive(Debug, Clone)]
struct Element {
    item: Item,
    start: usize,
    end: usize,
    /// What stands between the element before and this one.
    link: Link,
    /// For a figure: the areas that it stands for. For an area: its figure.
    bound: Vec<usize>,
}

impl Element {
    fn figure(&self) -> Option<Figure> {
        match &self.item {
            Item::Figure(figure) => Some(*figure),
            Item::Area(_) => None,
        }
    }

    fn is_area(&self) -> bool {
        matches!(self.item, Item::Area(_))
    }
}

/// What stands between two neighbours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Link {
    comma: bool,
    opened: bool,
    closed: bool,
    dash: bool,
    within: bool,
    and: bool,
    words: u8,
}

impl Link {
    /// How firmly the figure before belongs to the area after: 0 not at all.
    fn figure_then_area(self) -> u8 {
        match self {
            Self { comma: true, .. } | Self { closed: true, .. } | Self { and: true, .. } => 0,
            Self { within: true, .. } => 5,
            Self { opened: true, .. } => 3,
            Self { words: 0..=1, .. } => 2,
            _ => 0,
        }
    }

    /// How firmly the figure after belongs to the area before: 0 not at all.
    fn area_then_figure(self) -> u8 {
        match self {
            Self { comma: true, .. } | Self { closed: true, .. } | Self { and: true, .. } => 0,
            Self { opened: true, .. } => 6,
            Self { within: true, .. } => 0,
            Self { dash: true, .. } | Self { words: 0, .. } => 4,
            Self { words: 1..=2, .. } => 1,
            _ => 0,
        }
    }

    /// Whether two areas stand in one enumeration.
    fn enumerates(self) -> bool {
        !self.closed && !self.opened && !self.dash && self.words <= 1
    }
}

struct List {
    elements: Vec<Element>,
    partial: bool,
    joint: bool,
    respectively: bool,
}

/// Reads one seat's part of a sentence. Marks that `used` says were read otherwise are left out.
pub(super) fn read(text: &str, marks: &[Mark], used: &[bool]) -> Parts {
    let mut list = collect(text, marks, used);
    list.bind_each();
    list.bind_pairs();
    list.parts(text)
}

/// Gathers the elements and what stands between them.
fn collect(text: &str, marks: &[Mark], used: &[bool]) -> List {
    let mut list = List { elements: Vec::new(), partial: false, joint: false, respectively: false };
    let mut link = Link::default();
    let (mut aside, mut near, mut cases_said) = (false, false, false);
    for (at, mark) in marks.iter().enumerate() {
        let with_case = matches!(mark.what, What::Figure(Figure { with_case: true, .. }));
        aside = aside && !with_case && !mark.what.is_sign(";");
        if aside || used.get(at).copied().unwrap_or_default() {
            continue;
        }
        let item = match &mark.what {
            What::Figure(figure) => Some(Item::Figure(*figure)),
            What::Area(area) if !near => Some(Item::Area(Some(area.clone()))),
            What::Name if is_unknown_area(marks, at, &link) => Some(Item::Area(None)),
            What::Area(_) | What::Seat(_) | What::Aside | What::Past | What::Role(_) => None,
            What::Name | What::Word | What::Sign(_) | What::Stop => None,
        };
        if let Some(item) = item {
            let (start, end) = (mark.start, mark.end);
            let start = if item_is_unknown(&item) { name_start(text, marks, at) } else { start };
            list.elements.push(Element { item, start, end, link, bound: Vec::new() });
            link = Link::default();
            continue;
        }
        match &mark.what {
            What::Area(_) => near = false,
            What::Sign(c) => {
                sign(*c, &mut link);
                near = near && !mark.what.is_sign(",;()");
                cases_said = cases_said && !mark.what.is_sign(",;()");
            }
            What::Role(Role::Other) if !cases_said => aside = true,
            What::Role(role) => {
                word(*role, &mut link, &mut list);
                near = near || *role == Role::Near;
                cases_said = cases_said || *role == Role::Cases;
            }
            What::Word | What::Name => link.words = link.words.saturating_add(1),
            What::Past | What::Aside | What::Seat(_) | What::Figure(_) | What::Stop => {}
        }
    }
    list
}

fn item_is_unknown(item: &Item) -> bool {
    matches!(item, Item::Area(None))
}

fn sign(c: char, link: &mut Link) {
    match c {
        '(' => link.opened = true,
        ')' => link.closed = true,
        ',' | ';' => link.comma = true,
        '-' | ':' => link.dash = true,
        _ => {}
    }
}

fn word(role: Role, link: &mut Link, list: &mut List) {
    match role {
        Role::In => link.within = true,
        Role::And => link.and = true,
        Role::Partial => list.partial = true,
        Role::Joint => list.joint = true,
        Role::Respectively => list.respectively = true,
        Role::Province
        | Role::Cases
        | Role::Each
        | Role::EachBefore
        | Role::About
        | Role::Article
        | Role::Helps
        | Role::Organ
        | Role::Of
        | Role::All
        | Role::They
        | Role::Checks => {}
        Role::Registers
        | Role::None
        | Role::Not
        | Role::By
        | Role::Confirms
        | Role::Confirmed
        | Role::NotConfirms
        | Role::NotConfirmed
        | Role::OfThese
        | Role::Rest
        | Role::Same
        | Role::Excluded
        | Role::Aimed
        | Role::Headline
        | Role::Body
        | Role::Other
        | Role::Months
        | Role::Earlier
        | Role::Hours
        | Role::BothSides
        | Role::Near => {
            link.words = link.words.saturating_add(1);
        }
    }
}

/// Whether an unknown name stands where an area would: "Derra (3)", "4 in Derra province".
fn is_unknown_area(marks: &[Mark], at: usize, link: &Link) -> bool {
    let mut following = marks.iter().skip(at.saturating_add(1));
    let (next, then) = (following.next(), following.next());
    if next.is_some_and(|next| next.what == What::Name) {
        return false;
    }
    let sign = next.is_some_and(|next| next.what.is_sign("(-"));
    let counted = sign && then.is_some_and(|then| matches!(then.what, What::Figure(_)));
    let province = next.is_some_and(|next| next.what.is(Role::Province));
    let before = at.checked_sub(1).and_then(|at| marks.get(at));
    let province = province || before.is_some_and(|mark| mark.what.is(Role::Province));
    counted || (province && link.within)
}

/// Where a name of several words that ends at a mark begins.
fn name_start(text: &str, marks: &[Mark], at: usize) -> usize {
    let mut start = marks.get(at).map_or(0, |mark| mark.start);
    for mark in marks.get(..at).unwrap_or_default().iter().rev().take(6) {
        let between = text.get(mark.end..start).unwrap_or("?");
        let joined = mark.what.is_sign("-") || mark.what == What::Name;
        if !joined || !between.trim().is_empty() {
            break;
        }
        start = mark.start;
    }
    start
}

impl List {
    fn link(&self, at: usize) -> Option<Link> {
        self.elements.get(at).map(|element| element.link)
    }

    fn is_area(&self, at: usize) -> bool {
        self.elements.get(at).is_some_and(Element::is_area)
    }

    fn bind(&mut self, figure: usize, areas: &[usize]) {
        if let Some(element) = self.elements.get_mut(figure) {
            element.bound.extend_from_slice(areas);
        }
        for area in areas {
            if let Some(element) = self.elements.get_mut(*area) {
                element.bound.push(figure);
            }
        }
    }

    fn is_bound(&self, at: usize) -> bool {
        self.elements.get(at).is_none_or(|element| !element.bound.is_empty())
    }

    /// Gives "N each" to the areas after it, or else to those before it.
    fn bind_each(&mut self) {
        for at in 0..self.elements.len() {
            let each =
                self.elements.get(at).and_then(Element::figure).is_some_and(|figure| figure.each);
            if !each {
                continue;
            }
            let next = at.saturating_add(1);
            let linked = self.link(next).is_some_and(|link| link.figure_then_area() > 0);
            let areas = if linked && self.is_area(next) {
                self.areas_after(next)
            } else {
                self.areas_before(at)
            };
            self.bind(at, &areas);
        }
    }

    fn areas_after(&self, first: usize) -> Vec<usize> {
        let mut areas = Vec::new();
        for at in first..self.elements.len() {
            let joined = at == first || self.link(at).is_some_and(Link::enumerates);
            let next = at.saturating_add(1);
            let own = self.elements.get(next).is_some_and(|next| {
                next.figure().is_some_and(|figure| !figure.each) && next.link.area_then_figure() > 1
            });
            if !self.is_area(at) || !joined || own {
                break;
            }
            areas.push(at);
        }
        areas
    }

    fn areas_before(&self, figure: usize) -> Vec<usize> {
        let mut areas = Vec::new();
        for at in (0..figure).rev() {
            if !self.is_area(at) || self.is_bound(at) {
                break;
            }
            areas.push(at);
            if !self.link(at).is_some_and(Link::enumerates) {
                break;
            }
        }
        areas.reverse();
        areas
    }

    /// Binds neighbours, the firmest first, of equals the first.
    fn bind_pairs(&mut self) {
        let mut pairs = Vec::new();
        for (at, pair) in self.elements.windows(2).enumerate() {
            let next = at.saturating_add(1);
            let [left, right] = pair else { continue };
            match (&left.item, &right.item) {
                (Item::Figure(figure), Item::Area(_)) if !figure.each => {
                    pairs.push((right.link.figure_then_area(), at, next));
                }
                (Item::Area(_), Item::Figure(figure)) if !figure.each => {
                    pairs.push((right.link.area_then_figure(), next, at));
                }
                _ => {}
            }
        }
        pairs.retain(|(firmness, _, _)| *firmness > 0);
        pairs.sort_by_key(|(firmness, figure, area)| {
            (std::cmp::Reverse(*firmness), *figure.min(area))
        });
        for (_, figure, area) in pairs {
            if !self.is_bound(figure) && !self.is_bound(area) && !self.spreads(figure, area) {
                self.bind(figure, &[area]);
            }
        }
    }

    /// Whether a figure before an area stands for an enumeration of areas: "seven in A, B and C".
    fn spreads(&self, figure: usize, area: usize) -> bool {
        let next = area.saturating_add(1);
        let after = next.saturating_add(1);
        let own = self.elements.get(after).is_some_and(|element| {
            element.figure().is_some() && element.link.area_then_figure() > 1
        });
        figure < area
            && self.is_area(next)
            && !self.is_bound(next)
            && !own
            && self.link(next).is_some_and(Link::enumerates)
    }

    fn parts(mut self, text: &str) -> Parts {
        let mut parts = Parts { respectively: self.respectively, ..Parts::default() };
        let first_area = self.elements.iter().position(Element::is_area).unwrap_or(usize::MAX);
        let free: Vec<usize> = (0..self.elements.len())
            .filter(|at| !self.is_area(*at) && !self.is_bound(*at))
            .collect();
        let stated = |at: &usize| {
            self.elements
                .get(*at)
                .and_then(Element::figure)
                .is_some_and(|figure| figure.value != Value::Rest)
        };
        let total = free.iter().copied().filter(stated).find(|at| *at < first_area || self.joint);
        for at in free {
            let Some((figure, start)) =
                self.elements.get(at).and_then(|element| Some((element.figure()?, element.start)))
            else {
                continue;
            };
            if figure.value == Value::Rest {
                self.partial = true;
            } else if Some(at) == total {
                parts.total = Some((figure, start));
            } else {
                parts.extra.push((figure, start));
            }
        }
        self.single(&mut parts);
        self.lines(text, &mut parts);
        parts
    }

    /// "Four, all in A" gives A the total; "four in A" gives the total A's figure.
    fn single(&mut self, parts: &mut Parts) {
        let areas: Vec<usize> = (0..self.elements.len()).filter(|at| self.is_area(*at)).collect();
        let [area] = areas.as_slice() else { return };
        let figure = self.elements.get(*area).and_then(|element| element.bound.first()).copied();
        match (figure, parts.total) {
            (Some(at), None) if at < *area => {
                let found = self.elements.get(at);
                parts.total = found.and_then(|found| Some((found.figure()?, found.start)));
            }
            (None, Some((figure, start))) if !self.partial => {
                let link = self.link(*area).unwrap_or_default();
                let element = Element {
                    item: Item::Figure(figure),
                    start,
                    end: start,
                    link,
                    bound: vec![*area],
                };
                let at = self.elements.len();
                self.elements.push(element);
                if let Some(area) = self.elements.get_mut(*area) {
                    area.bound.push(at);
                }
            }
            _ => {}
        }
    }

    fn lines(&self, text: &str, parts: &mut Parts) {
        let mut listed = 0_u32;
        let mut before = None;
        for element in &self.elements {
            let Item::Area(area) = &element.item else { continue };
            let figure = element
                .bound
                .first()
                .and_then(|at| self.elements.get(*at))
                .and_then(Element::figure);
            let cases = figure.and_then(|figure| match figure.value {
                Value::Cases(cases) => Some(cases),
                Value::Same => before,
                Value::Rest => match parts.total {
                    Some((Figure { value: Value::Cases(total), .. }, _)) => {
                        total.checked_sub(listed)
                    }
                    _ => None,
                },
            });
            listed = listed.saturating_add(cases.unwrap_or_default());
            before = cases.or(before);
            if area.is_none() {
                let written = text.get(element.start..element.end).unwrap_or_default();
                parts.doubts.push((
                    element.start,
                    format!("`{written}` is no area that the agreement names"),
                ));
            }
            let (area, start, end) = (area.clone(), element.start, element.end);
            parts.lines.push(Line { area, start, end, cases });
        }
        if self.partial && !parts.lines.is_empty() {
            let start = parts.lines.first().map_or(0, |line| line.start);
            parts
                .doubts
                .push((start, "the text itself calls the list of areas incomplete".to_owned()));
        }
    }
}
