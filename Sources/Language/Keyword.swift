/// Every word that means something to the language: the one list of them.
///
/// None is reserved: where a name is expected, each is a name. Words are compared without regard
/// to the case of ASCII letters and are written lower case.
package enum Keyword: String, Sendable, Hashable, CaseIterable {
  case get
  case retrieve
  case list
  case query
  case create
  case update
  case upsert
  case delete
  case execute

  case request
  case `let`
  case `for`
  case `if`
  case `else`
  case assert
  case print
  case include
  case use
  case set
  case show
  case describe
  case explain
  case analyze
  case test
  case connection
  case help
  case exit

  case from
  case by
  case `where`
  case via
  case select
  case group
  case having
  case order
  case limit
  case page
  case expand
  case chart
  case into

  case of
  case size
  case distinct
  case `as`
  case asc
  case desc
  case stdin

  case and
  case or
  case not
  case `in`
  case like
  case between
  case `is`

  case `true`
  case `false`
  case null
  case now
  case today
  case this
  case last
  case next

  /// What a keyword is for.
  package enum Role: String, Sendable, Hashable, CaseIterable {
    /// Acts on an object and starts a statement.
    case verb
    /// Starts or shapes a statement that is not an operation.
    case statement
    /// Starts a clause.
    case clause
    /// Stands inside a clause or a target.
    case connective
    /// Stands between or before operands.
    case `operator`
    /// Is a value.
    case literal
  }

  /// The keyword a word spells, whatever the case of its letters.
  package init?(word: String) {
    guard let keyword = Keyword.bySpelling[word.lowercasedASCII] else { return nil }
    self = keyword
  }

  package var role: Role {
    switch self {
    case .get, .retrieve, .list, .query, .create, .update, .upsert, .delete, .execute: .verb
    case .request, .let, .for, .if, .else, .assert, .print, .include, .use, .set, .show,
      .describe, .explain, .analyze, .test, .connection, .help, .exit:
      .statement
    case .from, .by, .where, .via, .select, .group, .having, .order, .limit, .page, .expand,
      .chart, .into:
      .clause
    case .of, .size, .distinct, .as, .asc, .desc, .stdin: .connective
    case .and, .or, .not, .in, .like, .between, .is: .operator
    case .true, .false, .null, .now, .today, .this, .last, .next: .literal
    }
  }

  /// Whether a statement can start with it.
  package var startsStatement: Bool {
    switch role {
    case .verb: true
    case .statement: self != .else && self != .analyze && self != .connection
    case .clause, .connective, .operator, .literal: false
    }
  }

  /// Whether a line that starts with it goes on with the statement of the line before.
  package var continuesStatement: Bool {
    role == .clause || self == .and || self == .or
  }

  /// The word without which it is no clause: `order by`, `group by`, `page size`.
  package var companion: Keyword? {
    if self == .page { return .size }
    return self == .group || self == .order ? .by : nil
  }

  private static let bySpelling = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}

extension String {
  /// Lower case by ASCII alone, so that no other letter turns into a keyword's.
  var lowercasedASCII: String {
    guard utf8.contains(where: { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }) else {
      return self
    }
    return String(
      decoding: utf8.map { byte in
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
      }, as: UTF8.self)
  }
}
