import Language

/// What kind of thing may stand at the cursor.
enum CompletionTopic: Hashable {
  case keyword(Keyword)
  /// A word that stands for itself, with what it is for.
  case word(String, String)
  /// An object that the verb acts on, or any where there is no verb.
  case object(verb: Verb?, action: String?)
  /// An object that others are nested in: what follows `of`.
  case parent(of: String)
  /// A business transaction, of one object where it is known; behind `execute` one is wanted.
  case action(object: String?, isLikely: Bool)
  /// A field of a target, below a path: `customer.` before `email`.
  case field(CompletionTarget, path: [String])
  /// A field below a path that holds an id Stripe can put the object for, or leads to one.
  case expandable(CompletionTarget, path: [String])
  /// What the field at a path is compared with.
  case value(CompletionTarget, path: [String])
  /// A stretch of the calendar, where the field at a path is a time.
  case period(CompletionTarget, path: [String])
  /// The unit of a period whose first word stands already.
  case unit(PeriodUnit)
  /// A key of a body, below the keys around it, without those that already stand there.
  case parameter(CompletionTarget, path: [String], present: Set<String>)
  /// What the key at a path is set to.
  case argument(CompletionTarget, path: [String])
  /// An id of an object.
  case id(CompletionTarget)
  case setting
  case settingValue(String)
  /// Something to call; likely in a `select` or an `order by`, where aggregates stand.
  case function(isLikely: Bool)
  /// With its `$`, but for one inside `${…}`.
  case variable(isBare: Bool)
  /// A member of a value whose shape is known, below a path.
  case member(of: CompletionValue, path: [PathComponent])
  case profile
  case helpTopic
  case showTopic
  /// A file's path, in quotes.
  case file

  /// How near at hand a choice is. TAB offers the nearest kind that goes on from what is typed:
  /// a field could stand after `status =`, but its values come to mind first.
  enum Rank: Int, Comparable {
    case near, usual, far

    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }

  /// How near at hand it is among the others that may stand there too; `nil` for variables, which
  /// can stand wherever a value can and are offered beside everything.
  func rank(besideFields: Bool) -> Rank? {
    switch self {
    case .variable: nil
    case .value, .period, .unit, .parameter, .argument, .settingValue: .near
    case .word, .object, .field, .expandable, .id, .member, .setting, .profile, .helpTopic,
      .showTopic, .file:
      .usual
    // Where a field can stand, a statement or a literal can too, but seldom does.
    case .keyword(let keyword):
      besideFields && [.literal, .verb, .statement].contains(keyword.role) ? .far : .usual
    case .function(let isLikely), .action(_, let isLikely): isLikely ? .usual : .far
    // A parent may follow without its `of`.
    case .parent: .far
    }
  }
}

/// The operation a clause or a body belongs to, as far as it is written.
struct CompletionTarget: Hashable {
  var verb: Verb?
  var action: String?
  /// As written: `invoices`, `lines`.
  var object: String
  /// As written, innermost first.
  var parents: [String]
  /// Whether it is the `where` of a `list`, which takes what Stripe filters on and nothing else.
  var takesFilters: Bool
  /// Whether the cursor stands in a condition on its rows.
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
