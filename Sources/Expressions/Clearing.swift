import JSON
import StripeCatalog

/// An empty list or map in a document that is not sent, and the reason.
package struct UnclearableParameter: Error, Sendable, Hashable {
  /// The name of the parameter in Stripe's notation: `items[0][metadata]`.
  package let name: String
  /// True if it is a map that was computed. Stripe merges maps: to pass on the keys of another
  /// object that has none is not a wish to remove those that are there.
  let isComputedMap: Bool

  package init(name: String, isComputedMap: Bool = false) {
    (self.name, self.isComputedMap) = (name, isComputedMap)
  }

  /// The message for the user: one sentence without a period.
  package var message: String {
    isComputedMap
      ? "`\(name)` is an empty map here, which would remove all of its keys: omit it, or write "
        + "`{}` or null to clear it"
      : "`\(name)` is empty, but Stripe does not allow clearing it"
  }
}

/// An empty list or map in the query of a request, which cannot be sent.
package struct UnsendableEmpty: Error, Sendable, Hashable {
  /// The name of the parameter in Stripe's notation: `created[in]`.
  package let name: String

  /// Creates the error for a parameter.
  package init(name: String) {
    self.name = name
  }

  /// The message for the user: one sentence without a period.
  package var message: String {
    "`\(name)` is empty, which a query cannot send: omit it, or write null for an empty value"
  }
}

extension JSONObject {
  /// The document of a change with a null for each empty list or map, which clears it as Stripe
  /// has it: the form of a request has no other way to say so.
  /// - Parameter body: what the document was made by; nil where it came as it is.
  /// - Throws: `UnclearableParameter` for an empty list or map that Stripe does not let be cleared,
  ///   and for an empty map that was computed.
  package func clearingEmpties(
    by record: RecordShape, writtenAs body: Scalar?
  ) throws(UnclearableParameter) -> JSONObject {
    try clearingEmpties(by: record, under: "", body)
  }

  /// The document with null in place of each empty list or map, for requests whose types are
  /// unknown.
  package var clearingAllEmpties: JSONObject {
    JSONObject(members.map { JSONMember($0.key, $0.value.clearingAllEmpties) })
  }

  /// The name of the first empty list or map in Stripe's notation: `items[0][metadata]`; nil if
  /// there is none.
  package var nameOfFirstEmpty: String? {
    members.lazy.compactMap { $0.value.nameOfFirstEmpty(under: $0.key) }.first
  }

  fileprivate func clearingEmpties(
    by record: RecordShape, under path: String, _ source: Scalar?
  ) throws(UnclearableParameter) -> JSONObject {
    var cleared: [JSONMember] = []
    for member in members {
      guard let parameter = record.parameter(named: member.key) else {
        cleared.append(member)
        continue
      }
      let name = path.isEmpty ? member.key : "\(path)[\(member.key)]"
      let value = try member.value.cleared(
        by: parameter, named: name, source?.source(of: member.key))
      cleared.append(JSONMember(member.key, value))
    }
    return JSONObject(cleared)
  }
}

extension JSONValue {
  /// True if the value is an empty list or an empty map.
  private var isEmptyCollection: Bool {
    switch self {
    case .array(let elements): elements.isEmpty
    case .object(let object): object.isEmpty
    case .null, .bool, .number, .string: false
    }
  }

  fileprivate var clearingAllEmpties: JSONValue {
    guard !isEmptyCollection else { return .null }
    switch self {
    case .null, .bool, .number, .string: return self
    case .array(let elements): return .array(elements.map(\.clearingAllEmpties))
    case .object(let object): return .object(object.clearingAllEmpties)
    }
  }

  fileprivate func nameOfFirstEmpty(under name: String) -> String? {
    guard !isEmptyCollection else { return name }
    switch self {
    case .null, .bool, .number, .string: return nil
    case .array(let elements):
      return elements.enumerated().lazy
        .compactMap { $0.element.nameOfFirstEmpty(under: "\(name)[\($0.offset)]") }.first
    case .object(let object):
      return object.members.lazy
        .compactMap { $0.value.nameOfFirstEmpty(under: "\(name)[\($0.key)]") }.first
    }
  }

  fileprivate func cleared(
    by parameter: Parameter, named name: String, _ source: Scalar?
  ) throws(UnclearableParameter) -> JSONValue {
    guard !isEmptyCollection else {
      guard parameter.isClearable else { throw UnclearableParameter(name: name) }
      if case .map = parameter.type.memberShape, source?.isWrittenObject == false {
        throw UnclearableParameter(name: name, isComputedMap: true)
      }
      return .null
    }
    return try clearedWithin(parameter.type.memberShape, named: name, source)
  }

  private func clearedWithin(
    _ shape: TypeShape, named name: String, _ source: Scalar?
  ) throws(UnclearableParameter) -> JSONValue {
    switch (shape, self) {
    case (.record(let record), .object(let object)):
      return .object(try object.clearingEmpties(by: record, under: name, source))
    case (.array(let element), .array(let values)):
      var cleared: [JSONValue] = []
      for (index, value) in values.enumerated() {
        cleared.append(
          try value.clearedWithin(
            element.memberShape, named: "\(name)[\(index)]", source?.source(at: index)))
      }
      return .array(cleared)
    case (.string, _), (.integer, _), (.number, _), (.boolean, _), (.decimal, _), (.timestamp, _),
      (.any, _), (.enumeration, _), (.array, _), (.map, _), (.record, _), (.object, _),
      (.expandable, _), (.list, _), (.union, _):
      return self
    }
  }
}

/// The expressions of the parts of a document; a computed value is the expression of all its parts.
extension Scalar {
  fileprivate var isWrittenObject: Bool {
    switch self {
    case .object, .constant: true
    case .field, .variable, .operation, .each, .element, .group, .moment, .zone, .shifted,
      .concatenation, .array, .call, .column, .fitted, .arithmetic, .comparison, .like,
      .membership, .isNull, .all, .any, .not:
      false
    }
  }

  fileprivate func source(of key: String) -> Scalar? {
    guard case .object(let members) = self else { return self }
    return members.last { $0.key == key }?.value
  }

  fileprivate func source(at index: Int) -> Scalar? {
    guard case .array(let parts) = self else { return self }
    return parts.indices.contains(index) ? parts[index] : nil
  }
}
