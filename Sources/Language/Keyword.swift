/// Every word that has a meaning in the language.
///
/// None is reserved: where a name is expected, each of them is a name. The case of ASCII letters
/// does not matter; the formatter writes lower case.
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
  case table

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

  /// The part of the grammar a keyword belongs to.
  package enum Role: String, Sendable, Hashable, CaseIterable {
    /// A word that acts on an object and starts a statement.
    case verb
    /// A word that starts or continues a statement that is not an operation.
    case statement
    /// A word that starts a clause.
    case clause
    /// A word inside a clause or a target.
    case connective
    /// A word between or before operands.
    case `operator`
    /// A word that is a value.
    case literal
  }

  /// Creates the keyword a word spells, in upper or lower case; nil if it spells none.
  package init?(word: String) {
    guard let spelling = PackedWord(word), let keyword = Keyword.keyword(spelled: spelling) else {
      return nil
    }
    self = keyword
  }

  /// The part of the grammar the keyword belongs to.
  package var role: Role {
    switch self {
    case .get, .retrieve, .list, .query, .create, .update, .upsert, .delete, .execute: .verb
    case .request, .let, .for, .if, .else, .assert, .print, .include, .use, .set, .show,
      .describe, .explain, .analyze, .test, .connection, .help, .exit:
      .statement
    case .from, .by, .where, .via, .select, .group, .having, .order, .limit, .page, .expand,
      .chart, .into:
      .clause
    case .of, .size, .distinct, .as, .asc, .desc, .stdin, .table: .connective
    case .and, .or, .not, .in, .like, .between, .is: .operator
    case .true, .false, .null, .now, .today, .this, .last, .next: .literal
    }
  }

  /// True if a statement can start with this keyword.
  package var startsStatement: Bool {
    switch role {
    case .verb: true
    case .statement: self != .else && self != .analyze && self != .connection
    case .clause, .connective, .operator, .literal: false
    }
  }

  /// True if a line that starts with this keyword continues the statement of the line before.
  package var continuesStatement: Bool {
    role == .clause || self == .and || self == .or || self == .table
  }

  /// The word that has to follow to make a clause: `order by`, `group by`, `page size`.
  package var companion: Keyword? {
    if self == .page { return .size }
    return self == .group || self == .order ? .by : nil
  }

  private static func keyword(spelled word: PackedWord) -> Keyword? {
    for known in bySpelling[word.bucket] where known.spelling == word { return known.keyword }
    return nil
  }

  /// The keywords by the buckets of their spellings: few have the same first letter.
  private static let bySpelling: [[(spelling: PackedWord, keyword: Keyword)]] = {
    var buckets = Array(
      repeating: [(spelling: PackedWord, keyword: Keyword)](), count: PackedWord.buckets)
    for keyword in allCases {
      guard let spelling = PackedWord(keyword.rawValue) else { continue }
      buckets[spelling.bucket].append((spelling, keyword))
    }
    return buckets
  }()
}

/// A word of at most sixteen bytes as two numbers, ASCII letters in lower case: each word of a text
/// is looked up among the keywords, and most are none.
private struct PackedWord: Equatable {
  static let buckets = 32

  private var low: UInt64 = 0
  private var high: UInt64 = 0
  private let count: Int
  let bucket: Int

  /// Nil for a word that no keyword is as long as.
  init?(_ word: String) {
    let utf8 = word.utf8
    guard let first = utf8.first, utf8.count <= 16 else { return nil }
    count = utf8.count
    bucket = Int(first & 0x1F)
    for byte in utf8 {
      let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      high = high << 8 | low >> 56
      low = low << 8 | UInt64(isUpper ? byte | 0x20 : byte)
    }
  }
}

extension String {
  /// The string with ASCII letters in lower case. Other letters stay, so that none turns into a
  /// letter of a keyword.
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
