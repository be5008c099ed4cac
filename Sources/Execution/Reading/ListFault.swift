import Diagnostics

/// A fault of a list or a search response that makes it unknown whether all rows were returned.
enum ListFault: Error, Sendable, Hashable {
  /// A page says that more rows follow, but the next one is empty.
  case gaveNone
  /// Pages say that more rows follow, but repeat earlier ones.
  case repeats
  /// A page says that more rows follow, but not where.
  case leadsNowhere
  /// A page does not say whether more rows follow.
  case isSilent
  /// A request for a range of `created` is refused.
  case refusesRange
  /// Rows are outside the requested range of `created`.
  case leavesRange
  /// Rows are not in the order of `created`, newest first.
  case isUnordered
  /// Rows contradict a requested filter; the value is the filter as the language writes it.
  case leavesFilter(String)

  /// True if the list announced rows that did not come.
  var isPromise: Bool {
    switch self {
    case .gaveNone, .repeats, .leadsNowhere: true
    case .isSilent, .refusesRange, .leavesRange, .isUnordered, .leavesFilter: false
    }
  }

  /// One sentence without a full stop.
  var sentence: String {
    switch self {
    case .gaveNone: "the list says it has more rows but returned none"
    case .repeats: "the list says it has more rows but repeated earlier ones"
    case .leadsNowhere: "the list says it has more rows but not where it continues"
    case .isSilent: "the list does not say whether more rows follow"
    case .refusesRange: "the server does not list by `created`"
    case .leavesRange: "the list contains rows outside the requested range of `created`"
    case .isUnordered: "the list is not in the order of `created`, newest first"
    case .leavesFilter(let filter):
      "the list contains rows that do not match the requested filter `\(filter)`"
    }
  }
}

extension Failure {
  init(_ fault: ListFault, at place: Place?) {
    self.init(.malformed(fault.sentence), at: place)
  }
}
