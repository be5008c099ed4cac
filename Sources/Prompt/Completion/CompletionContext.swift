import Expressions
import Language
import StripeCatalog

/// What the session knows that a text alone does not say.
package struct CompletionContext: Sendable {
  /// Something with a name: a setting, with the values it can take where they are few; a function;
  /// a topic of `help` or `show`.
  package struct Entry: Sendable, Hashable {
    package var name: String
    package var description: String
    package var values: [String]

    package init(name: String, description: String = "", values: [String] = []) {
      self.name = name
      self.description = description
      self.values = values
    }
  }

  package var catalog: Catalog
  package var settings = Entry.settings
  /// What can be called in an expression, without parentheses.
  package var functions = Entry.functions
  /// The clauses each verb takes, as they are written (`order by`); a verb that is not in it takes
  /// them all.
  package var clauses: [Verb: Set<String>] = [:]
  package var helpTopics: [Entry] = []
  package var showTopics: [Entry] = []
  /// Without their `$`.
  package var variables: [String] = []
  /// What is known of the variables' values, by name.
  package var shapes: [String: ValueShape] = [:]
  /// What the rows of a file have; `unknown` where that cannot be known.
  package var rowShape: @Sendable (_ path: String) -> ValueShape = { _ in .unknown }
  package var profiles: [String] = []
  /// The periods that today is in, as the language writes them: `2026-10`, `2026-Q4`.
  package var periods: [String] = []
  /// Ids that statements of this session have shown.
  package var recentIDs = RecentIDs()
  /// The names in a directory, those of directories with a `/` behind them; `""` is the working
  /// directory.
  package var names: @Sendable (_ directory: String) -> [String] = { _ in [] }

  package init(catalog: Catalog = .embedded) {
    self.catalog = catalog
  }
}
