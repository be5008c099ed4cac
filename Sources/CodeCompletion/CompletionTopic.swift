import Language
import StripeCatalog

/// The kind of thing that is expected at the cursor.
enum CompletionTopic: Hashable {
  case keyword(Keyword)
  /// A word that is inserted as it is, and its purpose.
  case word(String, String)
  /// An object that the verb acts on; any object if there is no verb.
  case object(verb: Verb?, action: String?)
  /// A parent object, as expected after `of`, or without it where an object is always nested.
  case parent(of: String, verb: Verb?)
  /// An action of an object, or of any object if none is known; likely after `execute`.
  case action(object: String?, isLikely: Bool)
  /// A field of a target below a path, such as `email` after `customer.`.
  case field(CompletionTarget, path: [String])
  /// A field below a path that holds an expandable id, or contains such a field.
  case expandable(CompletionTarget, path: [String])
  /// A value to compare the field at a path with.
  case value(CompletionTarget, path: [String])
  /// An operator that compares the field at a path.
  case comparison(CompletionTarget, path: [String])
  /// A stretch of the calendar, where the field at a path is a time.
  case period(CompletionTarget, path: [String])
  /// The unit of a period whose first word is written.
  case unit(PeriodUnit)
  /// A key of a body, within the keys around it, without those that are written.
  case parameter(CompletionTarget, path: [String], present: Set<String>)
  /// A value for the parameter at a path.
  case argument(CompletionTarget, path: [String])
  /// An id of an object.
  case id(CompletionTarget)
  case setting
  case settingValue(String)
  /// A function; likely in `select` and `order by`, which often contain aggregates.
  case function(isLikely: Bool)
  /// A variable with its `$`; without it inside `${…}`.
  case variable(isBare: Bool)
  /// A member, below a path, of a value whose shape is known.
  case member(of: CompletionValue, path: [PathComponent])
  case profile
  /// A command of the prompt, where a statement begins.
  case command
  case helpTopic
  case showTopic
  /// The path of a file, in quotes.
  case file

  /// The priority of a kind of choice. Tab offers only the first kind that matches the typed text:
  /// after `status =` an expression may begin with a field, but the values of `status` are more
  /// likely.
  enum Rank: Int, Comparable {
    case near, usual, far

    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }

  /// Returns the priority of the topic among those at the same position; nil for variables, which
  /// are always offered in addition.
  func rank(at site: CompletionSite, in catalog: Catalog) -> Rank? {
    switch self {
    case .variable: nil
    case .value, .comparison, .period, .unit, .parameter, .argument, .settingValue: .near
    case .word, .object, .field, .expandable, .id, .member, .setting, .profile, .command,
      .helpTopic, .showTopic, .file:
      .usual
    case .keyword(let keyword): Self.isRare(keyword, at: site) ? .far : .usual
    case .function(let isLikely), .action(_, let isLikely): isLikely ? .usual : .far
    // A parent's name is possible without `of`, but rare unless the object is always nested.
    case .parent(let child, let verb):
      Self.isNested(child, under: verb, in: catalog) ? .usual : .far
    }
  }

  /// Returns true if a verb acts on an object within others only.
  private static func isNested(_ child: String, under verb: Verb?, in catalog: Catalog) -> Bool {
    let operations = catalog.object(named: child)?.operations ?? []
    return operations.filter { verb?.operationKinds.contains($0.kind) ?? true }
      .allSatisfy { !$0.parents.isEmpty }
  }

  /// Returns true if a keyword is possible but rare: statements and literals where fields are, and
  /// `not` where a value is.
  private static func isRare(_ keyword: Keyword, at site: CompletionSite) -> Bool {
    if site.takesValues { return keyword.role != .clause && keyword.role != .connective }
    return site.takesFields && [.literal, .verb, .statement].contains(keyword.role)
  }
}

/// The operation that a clause or a body belongs to, as far as it has been typed.
struct CompletionTarget: Hashable {
  var verb: Verb?
  var action: String?
  /// The object as it was typed: `invoices`, `lines`.
  var object: String
  /// The parent objects as they were typed, innermost first.
  var parents: [String]
  /// True in the `where` of a `list`, which takes only the filters of Stripe's endpoint.
  var takesFilters: Bool
  /// True if the cursor is in a condition on the target's rows.
  var isTested: Bool

  init(
    verb: Verb?, action: String? = nil, object: String, parents: [String] = [],
    takesFilters: Bool = false, isTested: Bool = false
  ) {
    self.verb = verb
    self.action = action
    self.object = object
    self.parents = parents
    self.takesFilters = takesFilters
    self.isTested = isTested
  }
}
