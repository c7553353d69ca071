//! Ways through a clause, many at once.

use crate::engine::plan::{Operand, Register};
use crate::fact::{Dictionary, Value, Word};
use crate::program::VarId;

use super::super::value::Bindings;

/// The most ways of a batch.
pub(super) const MOST: usize = 1024;
/// Words of a line of a cache.
const LINE: usize = 16;

/// Up to [`MOST`] ways, a column a register. Columns of registers that are not bound, or not needed any more, hold nothing
/// that means something.
#[derive(Debug, Default)]
pub(super) struct Batch {
    len: usize,
    /// Words from one column to the next.
    stride: usize,
    words: Vec<u32>,
}

impl Batch {
    /// How many ways there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Makes room for registers, with so many ways.
    pub(super) fn reset(&mut self, registers: usize, len: usize) {
        self.len = len;
        // Columns that lie a power of two apart would share the same lines of a cache.
        self.stride = (len.div_ceil(LINE) | 1) * LINE;
        if self.words.len() < registers * self.stride {
            self.words.resize(registers * self.stride, 0);
        }
    }

    /// A column.
    #[inline]
    pub(super) fn column(&self, register: Register) -> &[u32] {
        let start = register as usize * self.stride;
        &self.words[start..start + self.len]
    }

    /// A column, to be filled.
    #[inline]
    pub(super) fn column_mut(&mut self, register: Register) -> &mut [u32] {
        let start = register as usize * self.stride;
        &mut self.words[start..start + self.len]
    }

    /// One word.
    #[inline]
    pub(super) fn get(&self, register: Register, way: usize) -> u32 {
        self.words[register as usize * self.stride + way]
    }

    /// Changes one word.
    #[inline]
    pub(super) fn set(&mut self, register: Register, way: usize, word: u32) {
        self.words[register as usize * self.stride + way] = word;
    }

    /// What an operand is for a way.
    #[inline]
    pub(super) fn word(&self, operand: Operand, constants: &[Word], way: usize) -> Word {
        match operand {
            Operand::Constant(number) => constants[number as usize],
            Operand::Register(register) => Word::from_raw(self.get(register, way)),
        }
    }

    /// Keeps these ways, ascending, of some columns.
    pub(super) fn keep(&mut self, ways: &[u32], columns: &[Register], also: Option<Register>) {
        if ways.len() < self.len {
            for register in columns.iter().chain(&also) {
                let start = *register as usize * self.stride;
                let column = &mut self.words[start..start + self.len];
                for (to, from) in ways.iter().enumerate() {
                    column[to] = column[*from as usize];
                }
            }
            self.len = ways.len();
        }
    }

    /// Takes these ways of another batch, in some columns.
    pub(super) fn take(&mut self, from: &Batch, ways: &[u32], columns: &[Register]) {
        for register in columns {
            let source = from.column(*register);
            for (to, way) in self.column_mut(*register).iter_mut().zip(ways) {
                *to = source[*way as usize];
            }
        }
    }
}

/// The variables of one way.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    pub(super) batch: &'a Batch,
    pub(super) way: usize,
}

impl Bindings for Way<'_> {
    fn get(&self, variable: VarId, words: &Dictionary) -> Option<Value> {
        Some(words.value(Word::from_raw(self.batch.get(variable.0, self.way))))
    }
}
