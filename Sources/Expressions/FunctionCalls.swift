import JSON

/// Computes a value from arguments. It throws only `EvaluationError`.
typealias FunctionBody = @Sendable ([JSONValue]) throws -> JSONValue

extension Function {
  /// Returns the result for arguments. The second argument of an aggregate names the member to take
  /// of each element.
  /// - Throws: `EvaluationError` if an argument has another type than the function takes.
  func applied(to arguments: [JSONValue]) throws(EvaluationError) -> JSONValue {
    guard let body = Function.bodies[self] else {
      throw EvaluationError("`\(rawValue)` is evaluated before a statement runs")
    }
    do {
      return try body(arguments)
    } catch let error as EvaluationError {
      throw error.isAboutFunction ? error : EvaluationError("`\(rawValue)` \(error.message)")
    } catch {
      throw EvaluationError("`\(rawValue)` failed: \(error)")
    }
  }

  /// Returns the result of a function that evaluates only the arguments it needs.
  func chosen(
    among arguments: [Scalar], on scope: some Scope
  ) throws(EvaluationError) -> JSONValue {
    if self == .if, arguments.count == 3 {
      return try arguments[arguments[0].holds(on: scope) ? 1 : 2].evaluated(on: scope)
    }
    for argument in arguments {
      let value = try argument.evaluated(on: scope)
      if !value.isNull { return value }
    }
    return .null
  }

  private static let bodies: [Function: FunctionBody] = [
    listBodies, textBodies, numberBodies, timeBodies,
  ].reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } }
}

extension EvaluationError {
  /// True if the message is a sentence of its own and does not continue after a function's name.
  fileprivate var isAboutFunction: Bool { !message.hasPrefix("requires") }

  /// Returns an error such as `requires a text, and this is 5`.
  static func unfit(_ kind: String, _ value: JSONValue) -> EvaluationError {
    EvaluationError("requires \(kind), and this is \(value.shortened)")
  }
}

extension JSONValue {
  /// Returns the text of a string or a number; nil for null.
  /// - Throws: `EvaluationError` if it is a list, an object or a boolean.
  func requiredText() throws(EvaluationError) -> String? {
    switch self {
    case .string(let text): return text
    case .number(let number): return number.text
    case .null: return nil
    case .bool, .array, .object: throw .unfit("a text", self)
    }
  }
}
