//! The items of a list.

use crate::base::split_list;
use crate::fact::Value;

use super::Values;

impl Values<'_> {
    /// The items of a list as facts carry names, each once.
    pub(in crate::engine) fn items(&mut self, list: Value) -> Option<Vec<Value>> {
        let chars: Vec<char> = self.text(list)?.chars().collect();
        let mut items = Vec::new();
        for item in split_list(&chars) {
            let printed: String = chars[item].iter().collect();
            let name = self.program.aliases.get(&printed).unwrap_or(&printed);
            let item = Value::Text(self.words.symbols.intern(name));
            if !items.contains(&item) {
                items.push(item);
            }
        }
        Some(items)
    }
}
