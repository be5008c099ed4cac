/// The parameters and the result of a function, for checks, completion and help.
package struct FunctionSignature: Sendable {
  /// The type that an argument must have.
  package enum Parameter: Sendable, Hashable {
    case any, text, number, time, list, condition
  }

  /// The type of the result.
  package enum Result: Sendable, Hashable {
    case text, number, integer, boolean
    /// The type of the elements of the first argument.
    case element
    /// The common type of the arguments from a position on.
    case common(from: Int)
    case texts
    case unknown
  }

  /// The types of the parameters as written, by position; the last one applies to all further
  /// arguments.
  package let parameters: [Parameter]
  /// The possible numbers of arguments.
  package let arity: ClosedRange<Int>
  /// The type of the result.
  package let result: Result
  /// A sample call for help.
  package let example: String
  /// A short description of the result for help.
  package let summary: String

  /// Returns the type that the argument at a zero-based position must have.
  package func parameter(at index: Int) -> Parameter {
    index < parameters.count ? parameters[index] : parameters.last ?? .any
  }
}

extension FunctionSignature {
  fileprivate init(
    _ parameters: [Parameter], _ arity: ClosedRange<Int>? = nil, to result: Result,
    _ example: String, _ summary: String
  ) {
    self.parameters = parameters
    self.arity = arity ?? parameters.count...parameters.count
    self.result = result
    self.example = example
    self.summary = summary
  }
}

extension Function {
  /// The parameters, the result and the help text of the function.
  package var signature: FunctionSignature {
    Function.signatures[self]
      ?? FunctionSignature([.any], 0...16, to: .unknown, rawValue, "")
  }

  /// The possible numbers of arguments.
  package var arity: ClosedRange<Int> { signature.arity }

  private static let signatures: [Function: FunctionSignature] = [
    .count: .init([.any], 1...2, to: .integer, "count(query invoices)", "number of rows or values"),
    .sum: .init([.any], 1...2, to: .number, "sum(amount)", "sum of numbers"),
    .avg: .init([.any], 1...2, to: .number, "avg(amount)", "average of numbers"),
    .min: .init([.any], 1...2, to: .element, "min(created)", "least value"),
    .max: .init([.any], 1...2, to: .element, "max(created)", "greatest value"),

    .lower: .init([.text], to: .text, "lower(email)", "text in lower case"),
    .upper: .init([.text], to: .text, "upper(currency)", "text in upper case"),
    .trim: .init([.text], to: .text, "trim(name)", "text without blanks at its ends"),
    .concat: .init([.any], 1...16, to: .text, #"concat(name, " <", email, ">")"#, "texts joined"),
    .substring: .init(
      [.text, .number, .number], 2...3, to: .text, "substring(id, 1, 3)",
      "part of a text; the first position is 1"),
    .replace: .init(
      [.text, .text, .text], to: .text, #"replace(name, "Inc.", "Ltd")"#,
      "text with every occurrence replaced"),
    .split: .init(
      [.text, .text], to: .texts, #"last(split(email, "@"))"#, "list of the parts of a text"),
    .starts_with: .init(
      [.text, .text], to: .boolean, #"starts_with(number, "A-")"#, "whether a text begins so"),
    .ends_with: .init(
      [.text, .text], to: .boolean, #"ends_with(email, ".de")"#, "whether a text ends so"),
    .matches: .init(
      [.text, .text], to: .boolean, #"matches(name, "^[A-Z]+$")"#,
      "whether a regular expression is found in a text"),

    .round: .init(
      [.number, .number], 1...2, to: .number, "round(avg(amount), 2)",
      "number rounded to decimals (default 0)"),
    .floor: .init([.number], to: .integer, "floor(1.7)", "next whole number below"),
    .ceil: .init([.number], to: .integer, "ceil(1.2)", "next whole number above"),
    .abs: .init([.number], to: .number, "abs(net)", "number without its sign"),
    .money: .init(
      [.number, .text], to: .text, "money(amount, currency)",
      "amount in decimals of its currency: \"20.00\""),

    .date: .init([.time], to: .text, "date(created)", "day of a time: \"2026-10-26\""),
    .week: .init([.time], to: .text, "week(created)", "ISO week: \"2026-W44\""),
    .month: .init([.time], to: .text, "month(created)", "month: \"2026-10\""),
    .quarter: .init([.time], to: .text, "quarter(created)", "quarter: \"2026-Q4\""),
    .year: .init([.time], to: .integer, "year(created)", "year: 2026"),
    .weekday: .init([.time], to: .integer, "weekday(created)", "1 for Monday to 7 for Sunday"),
    .hour: .init([.time], to: .integer, "hour(created)", "0 to 23"),
    .format_time: .init(
      [.time, .text], to: .text, #"format_time(created, "d MMM yyyy")"#,
      "time by a pattern: yyyy MM dd HH mm ss EEE …"),
    .iso: .init(
      [.time], to: .text, "iso(created)", "time as ISO 8601: \"2026-10-26T14:31:00Z\""),

    .length: .init(
      [.any], to: .integer, "length(name)", "characters of a text, elements of a list"),
    .first: .init([.list], to: .element, "first(refunds.data)", "first element of a list"),
    .last: .init([.list], to: .element, "last(refunds.data)", "last element of a list"),

    .if: .init(
      [.condition, .any, .any], to: .common(from: 1), #"if(amount > 10000, "large", "small")"#,
      "one of two values, by a condition"),
    .coalesce: .init(
      [.any], 1...16, to: .common(from: 0), #"coalesce(name, email, "unknown")"#,
      "first argument that is not null"),
    .exists: .init(
      [.any], to: .boolean, "exists(query disputes)",
      "whether a query finds a row"),
    .read: .init([.text], to: .unknown, #"read("customers.csv")"#, "rows of a file"),
    .env: .init(
      [.text], to: .text, #"env("HOME")"#, "environment variable, unless it may hold a key"),
  ]
}
