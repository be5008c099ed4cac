import Language
import StripeCatalog

/// What the session knows that a text alone does not say.
public struct CompletionContext: Sendable {
  /// Something with a name: a setting, with the values it can take where they are few; a function;
  /// a topic of `help` or `show`.
  public struct Entry: Sendable, Hashable {
    public var name: String
    public var description: String
    public var values: [String]

    public init(name: String, description: String = "", values: [String] = []) {
      self.name = name
      self.description = description
      self.values = values
    }
  }

  public var catalog: Catalog
  public var settings = Entry.settings
  /// What can be called in an expression, without parentheses.
  public var functions = Entry.functions
  /// The clauses each verb takes, as they are written (`order by`); a verb that is not in it takes
  /// them all.
  public var clauses: [Verb: Set<String>] = [:]
  public var helpTopics: [Entry] = []
  public var showTopics: [Entry] = []
  /// Without their `$`.
  public var variables: [String] = []
  public var profiles: [String] = []
  /// Ids that statements of this session have shown.
  public var recentIDs = RecentIDs()
  /// The names in a directory, those of directories with a `/` behind them; `""` is the working
  /// directory.
  public var names: @Sendable (_ directory: String) -> [String] = { _ in [] }

  public init(catalog: Catalog = .embedded) {
    self.catalog = catalog
  }
}
