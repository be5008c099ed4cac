import Diagnostics

/// Something that may come at a place in a text, for completion.
package enum Expectation: Sendable, Hashable {
  /// A statement: a verb or one of the other first words.
  case statement
  /// This very word.
  case keyword(Keyword)
  /// An action after `execute`; the object, where it stands behind the cursor already.
  case action(object: String?)
  /// The name of an object.
  case object(verb: Verb?, action: String?)
  /// An id of an object.
  case id(object: String)
  /// A field of an object, below the path already written.
  case field(object: String?, path: [String])
  /// A value that a field can have.
  case value(object: String?, path: [String])
  /// A stretch of the calendar that the times of a field are in: `last month`.
  case period(object: String?, path: [String])
  /// The unit of a period, behind `last` and the like.
  case periodUnit
  /// A key of a body.
  case parameterKey(OperationContext, path: [String])
  /// The value of a key of a body.
  case parameterValue(OperationContext, path: [String])
  /// A setting, before its `=`.
  case setting
  /// A value for a setting.
  case settingValue(String)
  /// A function such as `count`.
  case function
  /// A variable, its `$` included; inside `${…}` without.
  case variable
  /// A member of a variable's value, below the path already written.
  case variableField(variable: String, path: [PathComponent])
  /// A file, in quotes.
  case file
  /// The name of a profile.
  case profile
  /// What `show` or `help` can be about.
  case topic(Keyword)
  /// An HTTP method.
  case method
  /// The way a `via` can force.
  case route
}

/// The operation a body belongs to.
package struct OperationContext: Sendable, Hashable {
  package var verb: Verb
  package var action: String?
  /// As written.
  package var object: String
  /// As written, innermost first.
  package var parents: [String]

  package init(verb: Verb, action: String?, object: String, parents: [String]) {
    self.verb = verb
    self.action = action
    self.object = object
    self.parents = parents
  }
}

/// What the parser looked for where the text ended, and what it was in the middle of.
struct ExpectationLog {
  var expected: [Expectation] = []
  var operation: OperationContext?
  /// The keys around the current place in a body; nil outside of one.
  var bodyPath: [String]?
  /// The word behind the cursor.
  var following: String?
  /// The setting whose value is being read.
  var settingName: String?
}

extension Parser {
  /// Whether the text ends here, and somebody asks what could stand here.
  var isAtCursor: Bool { expectations != nil && token.kind == .end }

  /// Remembers what could stand here, if the text ends here and somebody asks.
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
