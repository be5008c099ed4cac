import StripeCatalog

/// What the session knows that a text alone does not say.
public struct CompletionContext: Sendable {
  /// A setting, and the values it can take where they are few.
  public struct Setting: Sendable, Hashable {
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
  public var settings: [Setting] = []
  /// Without their `$`.
  public var variables: [String] = []
  public var profiles: [String] = []
  public var helpTopics: [String] = []
  public var showTopics: [String] = []
  /// Ids that statements of this session have shown.
  public var recentIDs = RecentIDs()
  /// The names in a directory, those of directories with a `/` behind them; `""` is the working
  /// directory.
  public var names: @Sendable (_ directory: String) -> [String] = { _ in [] }

  public init(catalog: Catalog = .embedded) {
    self.catalog = catalog
  }
}
