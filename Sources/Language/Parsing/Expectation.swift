import Diagnostics

/// One kind of text that is possible at a place, for completion.
package enum Expectation: Sendable, Hashable {
  /// A statement: a verb or one of the other first words.
  case statement
  /// This exact keyword.
  case keyword(Keyword)
  /// An action after `execute`; `object` is set if an object already follows the cursor.
  case action(object: String?)
  /// The name of an object.
  case object(verb: Verb?, action: String?)
  /// The id of an object.
  case id(object: String)
  /// A field of an object, below the path already written.
  case field(object: String?, path: [String])
  /// A value that a field can have.
  case value(object: String?, path: [String])
  /// An operator that compares the field at a path.
  case comparison(object: String?, path: [String])
  /// A stretch of the calendar that the times of a field are in: `last month`.
  case period(object: String?, path: [String])
  /// The unit of a period, after `last` and the like.
  case periodUnit
  /// A key of a body.
  case parameterKey(OperationContext, path: [String])
  /// The value of a key in a request body.
  case parameterValue(OperationContext, path: [String])
  /// A setting, before its `=`.
  case setting
  /// A value for a setting.
  case settingValue(String)
  /// A function such as `count`.
  case function
  /// A variable, with its `$`; inside `${…}` without.
  case variable
  /// A member of a variable's value, below the path already written.
  case variableField(variable: String, path: [PathComponent])
  /// A file name, in quotes.
  case file
  /// The name of a profile.
  case profile
  /// A topic of `show` or `help`.
  case topic(Keyword)
  /// An HTTP method.
  case method
  /// A route that `via` can force.
  case route
}

/// The operation a request body belongs to.
package struct OperationContext: Sendable, Hashable {
  /// The verb of the operation.
  package var verb: Verb
  /// The action after `execute`; nil for other verbs.
  package var action: String?
  /// The name of the object, as written.
  package var object: String
  /// The names of the parents, as written, innermost first.
  package var parents: [String]

  /// Creates the context of an operation from its words.
  package init(verb: Verb, action: String?, object: String, parents: [String]) {
    self.verb = verb
    self.action = action
    self.object = object
    self.parents = parents
  }
}

/// The expectations recorded at the end of the text, and the context the parser was in.
struct ExpectationLog {
  var expected: [Expectation] = []
  var operation: OperationContext?
  /// The keys around the current place in a body; nil outside of one.
  var bodyPath: [String]?
  /// The word after the cursor.
  var following: String?
  /// The setting whose value is being read.
  var settingName: String?
}

extension Parser {
  /// True if the text ends here and completions are being collected.
  var isAtCursor: Bool { expectations != nil && kind == .end }

  /// Records a possible continuation if the text ends here and completions are being collected.
  mutating func note(_ expectation: Expectation) {
    guard isAtCursor, couldStandHere(expectation),
      expectations?.expected.contains(expectation) == false
    else { return }
    expectations?.expected.append(expectation)
  }

  private func couldStandHere(_ expectation: Expectation) -> Bool {
    guard lineEnded else { return true }
    if case .keyword(let keyword) = expectation {
      return keyword.continuesStatement || keyword == .else
    }
    return expectation == .statement
  }

  mutating func note(_ keywords: @autoclosure () -> [Keyword]) {
    guard expectations != nil else { return }
    for keyword in keywords() { note(.keyword(keyword)) }
  }

  mutating func noteField() {
    note(.field(object: expectations?.operation?.object, path: []))
  }
}
