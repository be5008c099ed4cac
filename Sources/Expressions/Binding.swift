import JSON

extension Scalar {
  /// Returns the expression with variables, times and subquery results replaced by their values.
  /// Every part without fields is computed.
  /// - Throws: `EvaluationError` if a variable is missing or a part has no value.
  package func bound(_ bindings: Bindings) throws(EvaluationError) -> Scalar {
    switch self {
    case .constant, .field, .group, .element:
      return self
    case .variable(let name, let path):
      return try bindings.constant(ofVariable: name, path)
    case .operation(let number):
      return try bindings.constant(ofOperation: number)
    case .moment(let moment):
      return .constant(.integer(moment.seconds(at: bindings.now, in: bindings.zone)))
    case .zone:
      return .constant(.string(bindings.zone.name))
    case .call(.env, let arguments):
      let name = try arguments.first?.bound(bindings).evaluated(on: NoRow()).string ?? ""
      return .constant(try bindings.environmentValue(name))
    case .call(let function, let arguments) where function.isLazy:
      return try function.bound(arguments, bindings)
    case .fitted(let part, let target):
      return try part.fitted(to: target, bindings)
    case .each, .shifted, .concatenation, .array, .object, .call, .column, .arithmetic, .comparison,
      .like,
      .membership, .isNull, .all, .any, .not:
      let bound = try boundParts(bindings)
      return bindings.allowsPlaceholders && bound.hasPlaceholder ? bound : try bound.folded()
    }
  }

  private func boundParts(_ bindings: Bindings) throws(EvaluationError) -> Scalar {
    try mapParts { part throws(EvaluationError) in try part.bound(bindings) }
  }

  /// Returns the expression with names replaced by values, but nothing computed yet.
  fileprivate func substituted(_ bindings: Bindings) throws(EvaluationError) -> Scalar {
    parts.isEmpty
      ? try bound(bindings)
      : try mapParts { part throws(EvaluationError) in try part.substituted(bindings) }
  }

  /// Returns the value converted to the type of its field or parameter. An error quotes the
  /// expression.
  private func fitted(
    to target: ValueTarget, _ bindings: Bindings
  ) throws(EvaluationError) -> Scalar {
    let part = try bound(bindings)
    guard let value = part.constant else { return .fitted(part, to: target) }
    // A placeholder for a value that is not known yet fits no type.
    if bindings.allowsPlaceholders, part.hasPlaceholder { return part }
    do {
      return .constant(try target.fitted(value))
    } catch {
      throw EvaluationError("`\(sourceText)`: \(error.sentence)")
    }
  }

  /// Returns a constant if no part depends on a row.
  private func folded() throws(EvaluationError) -> Scalar {
    guard parts.allSatisfy(\.isConstant), !isMany else { return self }
    return .constant(try evaluated(on: NoRow()))
  }

  /// True if a part of the expression is known only when the statement runs.
  package var hasPlaceholder: Bool {
    constant?.isPlaceholder ?? parts.contains(where: \.hasPlaceholder)
  }

  /// True if the expression is a constant.
  package var isConstant: Bool {
    if case .constant = self { return true }
    return false
  }

  /// The value of a constant; nil for other expressions.
  package var constant: JSONValue? {
    guard case .constant(let value) = self else { return nil }
    return value
  }
}

extension Function {
  /// Binds a call that evaluates only the arguments it needs. An argument without a value is kept,
  /// because it may not be needed.
  fileprivate func bound(
    _ arguments: [Scalar], _ bindings: Bindings
  ) throws(EvaluationError) -> Scalar {
    var bound: [Scalar] = []
    for argument in arguments {
      do throws(EvaluationError) {
        bound.append(try argument.bound(bindings))
      } catch {
        bound.append(try argument.substituted(bindings))
      }
    }
    let call = Scalar.call(self, bound)
    guard !bound.contains(where: { !$0.fields.isEmpty || $0.looksElsewhere }),
      !(bindings.allowsPlaceholders && call.hasPlaceholder)
    else { return call }
    return .constant(try call.evaluated(on: NoRow()))
  }
}

extension Scalar {
  /// True if the expression reads a value of a group or the element of a list.
  fileprivate var looksElsewhere: Bool {
    if case .group = self { return true }
    if case .element = self { return true }
    return parts.contains(where: \.looksElsewhere)
  }
}

extension Bindings {
  fileprivate func constant(
    ofVariable name: String, _ path: RowPath
  ) throws(EvaluationError) -> Scalar {
    if let value = variables[name] { return .constant(value.value(at: path) ?? .null) }
    guard allowsPlaceholders else { throw EvaluationError("unknown variable `$\(name)`") }
    return .constant(.string(Placeholder.text(name, path)))
  }

  fileprivate func constant(ofOperation number: Int) throws(EvaluationError) -> Scalar {
    if results.indices.contains(number) { return .constant(results[number]) }
    guard allowsPlaceholders else {
      throw EvaluationError("the subquery returned no result (internal error)")
    }
    return .constant("$(…)")
  }

  fileprivate func environmentValue(_ name: String) throws(EvaluationError) -> JSONValue {
    guard let value = environment[name] else { return .null }
    let looksSecret = ["sk_", "rk_", "pk_", "rkcs_", "whsec_"].contains { value.contains($0) }
    let namesSecret = ["KEY", "SECRET", "TOKEN", "PASSWORD"].contains {
      name.uppercased().contains($0)
    }
    if looksSecret || namesSecret {
      throw EvaluationError("the environment variable `\(name)` may hold a key and cannot be read")
    }
    // Bytes that are not UTF-8 became this character when the environment was read.
    guard !value.contains("\u{FFFD}") else {
      throw EvaluationError("the environment variable `\(name)` is not valid UTF-8")
    }
    return .string(value)
  }
}
