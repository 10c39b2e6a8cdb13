//! How long words are when they are written, and how they are broken or shortened to the room that they have.
//!
//! A program that writes SVG does not know which typeface a reader has. The lengths here are those of DejaVu Sans, by
//! classes of letters and rounded up: of the usual typefaces of screens it runs among the widest. Arabic letters are
//! shorter where they go on to the next one.
//!
//! # Out of scope
//! Kerning; scripts in which none of the languages is written, whose letters are taken as wide.

/// How high letters are, in units.
pub(super) const SIZE: f64 = 13.0;
/// What stands where words were left out.
const LEFT_OUT: char = '\u{2026}';
/// How much longer than reckoned a typeface may run.
const MARGIN: f64 = 1.03;
/// How much longer heavy letters are.
const HEAVY: f64 = 1.16;

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    /// How high letters are, in units.
    pub(super) size: f64,
    pub(super) is_heavy: bool,
}

impl Look {
    /// As nearly everything is written.
    pub(super) const PLAIN: Self = Self { size: SIZE, is_heavy: false };
}

/// How long words are at most, in units.
pub(super) fn width(words: &str, look: Look) -> f64 {
    let mut sum = 0_u32;
    let mut letters = words.chars().filter(|letter| !is_mark(*letter)).peekable();
    while let Some(letter) = letters.next() {
        let goes_on = is_joining(letter) && letters.peek().is_some_and(|next| is_arabic(*next));
        sum = sum.saturating_add(thousandths(letter, goes_on));
    }
    let heavy = if look.is_heavy { HEAVY } else { 1.0 };
    f64::from(sum) / 1_000.0 * look.size * MARGIN * heavy
}

/// Words in lines of at most that length, where spaces allow it.
pub(super) fn broken(words: &str, room: f64, look: Look) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(is_break).filter(|word| !word.is_empty()) {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (lines.last_mut(), longer) {
            (Some(line), Some(longer)) if width(&longer, look) <= room => *line = longer,
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Words in at most so many lines of that length; and whether some were left out.
pub(super) fn fitted(words: &str, room: f64, lines_max: usize, look: Look) -> (Vec<String>, bool) {
    let mut lines = broken(words, room, look);
    let over = if lines.len() > lines_max.max(1) {
        let rest = lines.split_off(lines_max.max(1).saturating_sub(1));
        lines.push(rest.join(" "));
        true
    } else {
        false
    };
    let mut is_short = over;
    for line in &mut lines {
        if width(line, look) > room {
            *line = shortened(line, room, look);
            is_short = true;
        }
    }
    (lines, is_short)
}

/// Where a line may end: at a space that is not there to hold a number and what it counts together.
fn is_break(letter: char) -> bool {
    letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{202f}')
}

/// The beginning of words, with a sign that something is left out.
fn shortened(words: &str, room: f64, look: Look) -> String {
    let mut begun = words.to_owned();
    while begun.pop().is_some() {
        let told = format!("{}{LEFT_OUT}", begun.trim_end());
        if width(&told, look) <= room {
            return told;
        }
    }
    LEFT_OUT.to_string()
}

/// What takes no room: marks above and below letters, and the invisible ones that turn the direction of writing.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A letter to which the one before it can go on.
fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{622}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6fa}'..='\u{6ff}')
}

/// An Arabic letter that goes on to the next one.
fn is_joining(letter: char) -> bool {
    let stands_alone = matches!(letter, '\u{622}'..='\u{625}' | '\u{627}' | '\u{629}' | '\u{62f}'..='\u{632}' | '\u{648}'
        | '\u{649}' | '\u{671}'..='\u{677}' | '\u{688}'..='\u{699}' | '\u{6c0}' | '\u{6c3}'..='\u{6cb}');
    is_arabic(letter) && !stands_alone
}

/// How far a letter takes the pen on, in thousandths of its height.
fn thousandths(letter: char, goes_on: bool) -> u32 {
    match letter {
        _ if is_arabic(letter) => arabic(letter, goes_on),
        '\'' | 'i' | 'j' | 'l' | 'I' | 'J' | '\u{ec}'..='\u{ef}' | '\u{130}' | '\u{131}' => 300,
        ' ' | ',' | '.' | '/' | ':' | ';' | '|' | '\u{a0}' | '\u{60c}' | '\u{2019}'
        | '\u{202f}' => 340,
        'f' | 't' | '(' | ')' | '[' | ']' | '-' | '!' | 'r' => 412,
        's' | 'z' | 'c' | '*' | '?' | '"' | '\u{e7}' | '\u{15f}' | 'г' | 'з' | 'с' | 'э' => 552,
        'a'..='z' if !matches!(letter, 'm' | 'w') => 636,
        '0'..='9' | '$' | '{' | '}' | '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => 638,
        'L' | 'F' | 'P' | 'T' | 'Y' | 'E' | '\u{c8}'..='\u{cb}' | '\u{15e}' => 636,
        '«' | '»' | '“' | '”' | '\u{e0}'..='\u{ff}' | '\u{11f}' => 640,
        'а' | 'в' | 'е' | 'и'..='л' | 'н'..='р' | 'т' | 'у' | 'х' | 'ч' | 'ь' | 'я' | 'ё' => {
            655
        }
        'A'..='Z' if !matches!(letter, 'M' | 'W') => 788,
        '\u{c0}'..='\u{dc}' | '\u{11e}' | 'б' | 'д' | 'м' | 'ц' | 'ъ' | 'ы' => 790,
        'А'..='П' | 'Р'..='Х' | 'Ц' | 'Ч' | 'Ь'..='Э' | 'Я'
            if !matches!(letter, 'Ж' | 'М' | 'Ф') =>
        {
            790
        }
        'ж' | 'ф' | 'ш' | 'щ' | 'ю' | 'М' | 'Ф' | 'Ы' | 'Ъ' => 945,
        '\u{2d}'..='\u{7e}' | '\u{a1}'..='\u{bf}' | '\u{2010}'..='\u{2014}' => 1_000,
        _ => 1_100,
    }
}

fn arabic(letter: char, goes_on: bool) -> u32 {
    match (letter, goes_on) {
        ('ا' | 'أ' | 'إ' | 'آ', _) => 320,
        ('ب' | 'پ' | 'ت' | 'ث' | 'ن' | 'ي' | 'ی' | 'ئ' | 'ل', true) => 335,
        ('ع' | 'غ' | 'ف' | 'ق' | 'ه', true) => 535,
        ('ة' | 'ه' | 'د' | 'ذ', false) => 540,
        ('ر' | 'ز' | 'ژ' | 'و' | 'ؤ', _) => 565,
        ('م' | 'ك' | 'ک' | 'گ', true) => 630,
        ('ج' | 'ح' | 'خ' | 'چ', _) | ('ع' | 'غ' | 'م', false) => 670,
        ('ل' | 'ن', false) => 765,
        ('ط' | 'ظ' | 'س' | 'ش' | 'ص' | 'ض', true)
        | ('ي' | 'ی' | 'ى' | 'ئ' | 'ق' | 'ك' | 'ک' | 'گ', false) => 900,
        ('ب' | 'پ' | 'ت' | 'ث' | 'ط' | 'ظ', false) => 985,
        ('ف', false) => 1_040,
        ('س' | 'ش' | 'ص' | 'ض', false) => 1_280,
        (_, true) => 700,
        (_, false) => 1_000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_where_they_would_run_out_of_their_room() {
        let lines = broken("one two three", 60.0, Look::PLAIN);
        assert_eq!(lines, ["one two", "three"]);
        assert!(lines.iter().all(|line| width(line, Look::PLAIN) <= 60.0));
        assert!(broken(" ", 60.0, Look::PLAIN).is_empty());
        assert_eq!(broken("a 1\u{a0}710 b", 40.0, Look::PLAIN), ["a", "1\u{a0}710", "b"]);
    }

    #[test]
    fn a_name_that_is_too_long_is_shortened_at_its_end() {
        let told = |room, lines| fitted("Kiev Special Republican City", room, lines, Look::PLAIN);
        assert_eq!(told(128.0, 2), (vec!["Kiev Special".into(), "Republican City".into()], false));
        assert_eq!(told(124.0, 1), (vec!["Kiev Special R…".into()], true));
        assert_eq!(told(4.0, 1), (vec!["…".into()], true));
        assert_eq!(told(1_000.0, 1).0, ["Kiev Special Republican City"]);
    }

    #[test]
    fn an_arabic_letter_is_shorter_where_it_goes_on() {
        assert!(width("بب", Look::PLAIN) < 2.0 * width("ب", Look::PLAIN));
        assert!(width("ءب", Look::PLAIN) > width("بب", Look::PLAIN));
        // A mark above a letter takes no room, and does not part it from the next.
        assert_eq!(width("بَب", Look::PLAIN), width("بب", Look::PLAIN));
    }
}
