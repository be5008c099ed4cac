import Expressions
import Language
import StripeCatalog

/// The information from the session that completion uses besides the text.
package struct CompletionContext: Sendable {
  /// A named item: a setting, a function, or a topic of `help` or `show`.
  package struct Entry: Sendable, Hashable {
    /// The name, as it is written in a statement.
    package var name: String
    /// A short description, shown next to the name.
    package var description: String
    /// The values that a setting accepts, if they are few; empty for other items.
    package var values: [String]

    /// Creates an item from its parts.
    package init(name: String, description: String = "", values: [String] = []) {
      self.name = name
      self.description = description
      self.values = values
    }
  }

  /// The catalog of Stripe's objects and operations.
  package var catalog: Catalog
  /// The settings that `set` takes.
  package var settings = Entry.settings
  /// The functions that can be called in an expression; names without parentheses.
  package var functions = Entry.functions
  /// The clauses that each verb takes, as they are written (`order by`). A verb that is missing
  /// here takes all clauses.
  package var clauses: [Verb: Set<String>] = [:]
  /// The commands of the prompt, which are no statements; none elsewhere.
  package var commands: [Entry] = []
  /// The topics of `help`.
  package var helpTopics: [Entry] = []
  /// The topics of `show`.
  package var showTopics: [Entry] = []
  /// The names of the variables, without their `$`.
  package var variables: [String] = []
  /// The shapes of the values of variables, by name.
  package var shapes: [String: ValueShape] = [:]
  /// Returns the shape of the rows of a file; `unknown` if the file cannot be read.
  package var rowShape: @Sendable (_ path: String) -> ValueShape = { _ in .unknown }
  /// The names of the profiles in the configuration file.
  package var profiles: [String] = []
  /// The periods that today is in, as the language writes them: `2026-10`, `2026-Q4`.
  package var periods: [String] = []
  /// Ids that statements of this session have shown.
  package var recentIDs = RecentIDs()
  /// Metadata keys and currencies that statements of this session have shown.
  package var recentNames = RecentNames()
  /// Returns the names in a directory, with a `/` after those of directories. The path `""` is the
  /// working directory.
  package var names: @Sendable (_ directory: String) -> [String] = { _ in [] }

  /// Creates a context without variables, profiles, topics and files.
  package init(catalog: Catalog = .embedded) {
    self.catalog = catalog
  }
}
