//! XLS: workbooks of Excel 97–2003, a stream of records.

mod record;
mod strings;

use std::collections::BTreeMap;
use std::rc::Rc;

use rust_decimal::Decimal;

use super::format;
use super::lay::{Range, Sheet};
use super::styles::Styles;
use crate::document::Document;
use crate::reader::flow::Flow;
use crate::reader::{Format, Limits, ReadError};
use record::{Record, Records};

/// The version of the records of Excel 97–2003.
const VERSION: u16 = 0x0600;

/// What the workbook says before its sheets.
#[derive(Default)]
struct Globals {
    /// Name and offset of the sheets that are shown, with their numbers.
    sheets: Vec<(u32, String, usize)>,
    /// The sheets that are hidden.
    hidden: Vec<String>,
    strings: Vec<Rc<str>>,
    formats: BTreeMap<usize, String>,
    /// By style: the number of its format.
    styles: Vec<usize>,
    late: bool,
}

/// Reads a workbook from its stream.
pub(in crate::reader) fn read(name: &str, stream: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let globals = globals(name, stream)?;
    let codes = globals.styles.iter().map(|id| {
        let code = globals.formats.get(id).map(String::as_str);
        code.or_else(|| format::built_in(*id)).unwrap_or("General").to_owned()
    });
    let styles = Styles::of_codes(codes, globals.late);
    let mut flow = Flow::new(name, limits);
    globals.hidden.iter().for_each(|title| flow.hide(title, None));
    // Sheets do not overlap; those of a damaged file may, and would be read over and over.
    let mut left = stream.len().saturating_mul(2);
    for (number, title, offset) in &globals.sheets {
        let called = format!("{name}（{title}）");
        let mut reading = Reading {
            name: &called,
            strings: &globals.strings,
            styles: &styles,
            limits,
            sheet: Sheet::default(),
            awaited: None,
        };
        let taken = reading.sheet(stream.get(*offset..).unwrap_or_default())?;
        left = left.checked_sub(taken).ok_or_else(|| ReadError::Damaged { name: name.to_owned() })?;
        let sheet = reading.sheet;
        super::show(&mut flow, sheet, title, *number, limits)?;
    }
    flow.finish()
}

fn globals(name: &str, stream: &[u8]) -> Result<Globals, ReadError> {
    let mut globals = Globals::default();
    let mut number = 0;
    for record in Records::of(stream) {
        match record.kind {
            0x0809 if record.u16(0) != Some(VERSION) => return Err(ReadError::unsupported(name, Format::Xls)),
            0x002f => return Err(ReadError::Locked { name: name.to_owned() }),
            0x0022 => globals.late = record.u16(0) == Some(1),
            0x0085 => {
                number += 1;
                let (Some(offset), Some(state), Some(kind)) = (record.u32(0), record.u8(4), record.u8(5)) else {
                    continue;
                };
                let title = strings::short(record.data().get(6..));
                match (kind, state & 3) {
                    (0, 0) => globals.sheets.push((number, title, offset as usize)),
                    (0, _) => globals.hidden.push(title),
                    _ => {}
                }
            }
            0x041e => {
                if let Some(id) = record.u16(0) {
                    globals.formats.insert(usize::from(id), strings::long(record.data().get(2..)));
                }
            }
            0x00e0 => globals.styles.push(record.u16(2).map_or(0, usize::from)),
            0x00fc => globals.strings = strings::shared(&record),
            0x000a => break,
            _ => {}
        }
    }
    Ok(globals)
}

/// A sheet while its records come.
struct Reading<'r> {
    name: &'r str,
    strings: &'r [Rc<str>],
    styles: &'r Styles,
    limits: &'r Limits,
    sheet: Sheet,
    /// The cell of a formula whose text follows.
    awaited: Option<(u32, u32)>,
}

impl Reading<'_> {
    /// Reads the records of a sheet; how many bytes they took.
    fn sheet(&mut self, stream: &[u8]) -> Result<usize, ReadError> {
        let mut depth = 0_usize;
        let mut records = Records::of(stream);
        for record in records.by_ref() {
            match record.kind {
                0x0809 => depth += 1,
                0x000a => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                // A chart inside the sheet has records of its own.
                _ if depth == 1 => self.record(&record)?,
                _ => {}
            }
        }
        Ok(stream.len() - records.left())
    }

    fn record(&mut self, record: &Record<'_>) -> Result<(), ReadError> {
        match record.kind {
            0x007d if record.u16(8).is_some_and(|options| options & 1 != 0) => {
                let column = |at| record.u16(at).map_or(0, |column| u32::from(column) + 1);
                self.sheet.hidden.push((column(0), column(2)));
            }
            0x0208 if record.u16(12).is_some_and(|options| options & 0x20 != 0) => {
                self.sheet.hidden_rows.extend(record.u16(0).map(|row| u32::from(row) + 1));
            }
            0x00e5 => {
                for range in record.data().get(2..).unwrap_or_default().as_chunks::<8>().0 {
                    let at = |at: usize| u32::from(u16::from_le_bytes([range[at], range[at + 1]])) + 1;
                    self.sheet.merged.push(Range { first: (at(0), at(4)), last: (at(2), at(6)) });
                }
            }
            0x0207 => {
                if let Some(at) = self.awaited.take() {
                    self.fill(at, Rc::from(strings::long(Some(record.data()))))?;
                }
            }
            _ => self.cells(record)?,
        }
        Ok(())
    }

    /// The records of cells, all of which begin with row, column and style.
    fn cells(&mut self, record: &Record<'_>) -> Result<(), ReadError> {
        let (Some(row), Some(column), Some(style)) = (record.u16(0), record.u16(2), record.u16(4)) else {
            return Ok(());
        };
        let at = (u32::from(row) + 1, u32::from(column) + 1);
        match record.kind {
            0x00fd => {
                let text = record.u32(6).and_then(|number| self.strings.get(number as usize)).cloned();
                text.map_or(Ok(()), |text| self.fill(at, text))
            }
            0x0204 | 0x00d6 => self.fill(at, Rc::from(strings::long(record.data().get(6..)))),
            0x0203 => record.f64(6).map_or(Ok(()), |value| self.number(at, style, &value.to_string())),
            0x027e => record.u32(6).map_or(Ok(()), |packed| self.number(at, style, &unpacked(packed))),
            0x00bd => {
                let inside = record.data().get(4..record.data().len().saturating_sub(2)).unwrap_or_default();
                for (column, [a, b, c, d, e, f]) in (at.1..).zip(inside.as_chunks::<6>().0) {
                    let packed = u32::from_le_bytes([*c, *d, *e, *f]);
                    self.number((at.0, column), u16::from_le_bytes([*a, *b]), &unpacked(packed))?;
                }
                Ok(())
            }
            0x0006 => match (record.u16(12), record.u8(6), record.u8(8)) {
                (Some(0xffff), Some(0), _) => {
                    self.awaited = Some(at);
                    Ok(())
                }
                (Some(0xffff), Some(1), Some(value)) => self.fill(at, truth(value)),
                (Some(0xffff), Some(2), Some(code)) => self.fill(at, error(code)),
                (Some(0xffff), ..) => Ok(()),
                _ => record.f64(6).map_or(Ok(()), |value| self.number(at, style, &value.to_string())),
            },
            0x0205 => match (record.u8(6), record.u8(7)) {
                (Some(value), Some(0)) => self.fill(at, truth(value)),
                (Some(code), _) => self.fill(at, error(code)),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn number(&mut self, at: (u32, u32), style: u16, stored: &str) -> Result<(), ReadError> {
        let text = self.styles.display(usize::from(style), stored);
        self.fill(at, Rc::from(text))
    }

    fn fill(&mut self, at: (u32, u32), text: Rc<str>) -> Result<(), ReadError> {
        self.sheet.fill(at, text, self.name, self.limits)
    }
}

/// A number that is packed in four bytes: a whole number or the first half of another, in hundredths or not.
fn unpacked(packed: u32) -> String {
    let text = if packed & 2 != 0 {
        (packed.cast_signed() >> 2).to_string()
    } else {
        f64::from_bits(u64::from(packed & !3) << 32).to_string()
    };
    if packed & 1 == 0 {
        return text;
    }
    let hundredth = text.parse::<Decimal>().ok().and_then(|value| value.checked_div(Decimal::ONE_HUNDRED));
    hundredth.map_or(text, |value| value.to_string())
}

fn truth(value: u8) -> Rc<str> {
    Rc::from(if value == 1 { "TRUE" } else { "FALSE" })
}

fn error(code: u8) -> Rc<str> {
    Rc::from(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    })
}
