import Diagnostics
import JSON
import Language

/// A write as a statement of the language. It is built from values, not from text, so that no value
/// can change the structure of the statement.
struct UndoStatement: Sendable, Hashable {
  /// A kind of object and the id of one.
  struct Reference: Sendable, Hashable {
    /// The kind of object as a statement names it, such as `customer` or `tax_id`.
    var word: String
    var id: String
  }

  var verb: Verb
  /// The action of an `execute` statement, such as `cancel` in `execute cancel payment_intent
  /// pi_1`.
  var action: String?
  var word: String
  var ids: [String]
  /// The objects that the target is nested in, innermost first.
  var parents: [Reference] = []
  var body: JSONObject?

  /// The text of the statement in the canonical layout, without a line end.
  var text: String {
    let target = Target(
      object: Name(word, at: .none), ids: ids.map(Self.id),
      parents: parents.map { Parent(object: Name($0.word, at: .none), id: Self.id($0.id)) })
    let operation = OperationStatement(
      verb: verb, verbSpan: .none, action: action.map { Name($0, at: .none) }, target: target,
      clauses: Clauses(), body: body.map(Self.literal), span: .none)
    return Formatter.format(Statement(.operation(operation), at: .none))
  }

  /// Returns the expression for an id, without quotes if the language allows that.
  private static func id(_ id: String) -> Expression {
    let isPlain =
      id.contains("_") && id.first?.isLetter == true
      && id.utf8.allSatisfy { $0 == UInt8(ascii: "_") || isLetterOrDigit($0) }
    return isPlain
      ? Expression(.path(Path([.key(id)], at: .none)), at: .none) : value(.string(id))
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private static func literal(_ object: JSONObject) -> ObjectLiteral {
    ObjectLiteral(
      object.members.map { member in
        MemberLiteral(key: [Name(member.key, at: .none)], value: value(member.value))
      }, at: .none)
  }

  private static func value(_ value: JSONValue) -> Expression {
    let kind: ExpressionKind =
      switch value {
      case .null: .null
      case .bool(let truth): .bool(truth)
      case .number(let number): .number(number.text)
      case .string(let text): .string([.text(text)])
      case .array(let elements): .array(elements.map(self.value))
      case .object(let object): .object(literal(object))
      }
    return Expression(kind, at: .none)
  }
}
