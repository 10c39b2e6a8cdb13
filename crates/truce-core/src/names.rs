//! What names mean: actors, areas and places in every spelling that the agreement knows.

use std::collections::BTreeMap;

use crate::area::Area;
use crate::geo::{Extent, Position};
use crate::id::{ActorId, AreaId};
use crate::place::Place;
use crate::report::NamedActor;

/// Brings spellings of one name together: case, apostrophes, hyphens, dots and runs of spaces are
/// levelled, Latin and Arabic diacritics dropped. Meant for look-up, never for show.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            // Apostrophes, ayn, hamza marks, combining accents, Arabic vowel signs, tatweel.
            '\'' | '’' | '‘' | 'ʿ' | 'ʾ' | '`' | '´' | '"' | '«' | '»' | '“' | '”' => {
            }
            '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' => {}
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '-' | '‐' | '‑' | '–' | '—' | '_' | '.' | ',' | '/' => push_space(&mut folded),
            c if c.is_whitespace() => push_space(&mut folded),
            c => folded.push(plain(c)),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn push_space(folded: &mut String) {
    if !folded.is_empty() && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// The plain letter for one that is often written with or without its mark.
fn plain(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ā' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'ō' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' => 'u',
        'ç' => 'c',
        'ş' | 'š' | 'ṣ' => 's',
        'ğ' => 'g',
        'ḥ' => 'h',
        'ṭ' => 't',
        'ё' => 'е',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' => 'ه',
        c => c,
    }
}

/// A place of the gazetteer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPlace {
    /// Its area, middle and radius; the name for a reader.
    pub place: Place,
}

/// Every name that the agreement knows.
#[derive(Debug, Clone, Default)]
pub struct Names {
    actors: BTreeMap<String, ActorId>,
    areas: Vec<Area>,
    /// The extent of each area, in their order: most points are ruled out by it.
    extents: Vec<Option<Extent>>,
    area_names: BTreeMap<String, AreaId>,
    places: BTreeMap<String, KnownPlace>,
}

impl Names {
    /// Makes the tables. Of two that share a spelling the first is kept.
    #[must_use]
    pub fn new(
        actors: impl IntoIterator<Item = (String, ActorId)>,
        areas: Vec<Area>,
        places: impl IntoIterator<Item = (String, KnownPlace)>,
    ) -> Self {
        let mut names = Self::default();
        for (written, actor) in actors {
            names.actors.entry(fold(&written)).or_insert(actor);
        }
        for area in &areas {
            let own = std::iter::once(area.id.as_str());
            let shown = area.names.iter().map(|(_, name)| name.as_str());
            for written in own.chain(shown).chain(area.aliases.iter().map(String::as_str)) {
                names.area_names.entry(fold(written)).or_insert_with(|| area.id.clone());
            }
        }
        for (written, place) in places {
            names.places.entry(fold(&written)).or_insert(place);
        }
        names.extents = areas.iter().map(|area| Extent::of(&area.outline)).collect();
        names.areas = areas;
        names
    }

    /// The actor of that name.
    #[must_use]
    pub fn actor(&self, written: &str) -> Option<&ActorId> {
        self.actors.get(&fold(written))
    }

    /// The area of that name.
    #[must_use]
    pub fn area(&self, written: &str) -> Option<&AreaId> {
        self.area_names.get(&fold(written))
    }

    /// The place of that name.
    #[must_use]
    pub fn place(&self, written: &str) -> Option<&KnownPlace> {
        self.places.get(&fold(written))
    }

    /// Every area, in the agreement's order.
    #[must_use]
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// The actor as written, with whom it was taken to mean.
    #[must_use]
    pub fn named_actor(&self, written: &str) -> NamedActor {
        NamedActor { actor: self.actor(written).cloned(), written: written.to_owned() }
    }

    /// The area that holds the middle of a place: the first in the agreement's order, as outlines may overlap
    /// by a pixel.
    #[must_use]
    pub fn area_of(&self, place: &Place) -> Option<&AreaId> {
        let point: Position = place.position?;
        let near = |extent: &Option<Extent>| extent.is_some_and(|extent| extent.holds(point));
        let mut near = self.areas.iter().zip(&self.extents).filter(|(_, extent)| near(extent));
        near.find(|(area, _)| area.outline.holds(point)).map(|(area, _)| &area.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_together() {
        assert_eq!(fold("Ja'afari"), fold("Jaafari"));
        assert_eq!(fold("al-Quneitra"), fold("Al Quneitra"));
        assert_eq!(fold("  Deir  ez-Zor. "), "deir ez zor");
        assert_eq!(fold("İdlib"), fold("Idlib"));
        assert_eq!(fold("إدلب"), fold("ادلب"));
        assert_ne!(fold("Hama"), fold("Homs"));
    }
}
