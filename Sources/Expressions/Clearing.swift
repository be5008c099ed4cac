import JSON
import StripeCatalog

/// An empty list or map in a document that Stripe does not allow to be cleared.
package struct UnclearableParameter: Error, Sendable, Hashable {
  /// The name of the parameter in Stripe's notation: `items[0][metadata]`.
  package let name: String

  /// Creates the error for a parameter.
  package init(name: String) {
    self.name = name
  }

  /// The message for the user: one sentence without a period.
  package var message: String {
    "`\(name)` is empty, but Stripe does not allow clearing it"
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
  /// Returns the document of an update with null in place of each empty list or map. Stripe clears
  /// a parameter that is sent empty; form encoding cannot express an empty list in another way.
  /// - Throws: `UnclearableParameter` for an empty list or map that Stripe does not allow to be
  ///   cleared.
  package func clearingEmpties(by record: RecordShape) throws(UnclearableParameter) -> JSONObject {
    try clearingEmpties(by: record, under: "")
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
    by record: RecordShape, under path: String
  ) throws(UnclearableParameter) -> JSONObject {
    var cleared: [JSONMember] = []
    for member in members {
      guard let parameter = record.parameter(named: member.key) else {
        cleared.append(member)
        continue
      }
      let name = path.isEmpty ? member.key : "\(path)[\(member.key)]"
      cleared.append(JSONMember(member.key, try member.value.cleared(by: parameter, named: name)))
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
    by parameter: Parameter, named name: String
  ) throws(UnclearableParameter) -> JSONValue {
    guard !isEmptyCollection else {
      guard parameter.isClearable else { throw UnclearableParameter(name: name) }
      return .null
    }
    return try clearedWithin(parameter.type.memberShape, named: name)
  }

  private func clearedWithin(
    _ shape: TypeShape, named name: String
  ) throws(UnclearableParameter) -> JSONValue {
    switch (shape, self) {
    case (.record(let record), .object(let object)):
      return .object(try object.clearingEmpties(by: record, under: name))
    case (.array(let element), .array(let values)):
      var cleared: [JSONValue] = []
      for (index, value) in values.enumerated() {
        cleared.append(try value.clearedWithin(element.memberShape, named: "\(name)[\(index)]"))
      }
      return .array(cleared)
    case (.string, _), (.integer, _), (.number, _), (.boolean, _), (.decimal, _), (.timestamp, _),
      (.any, _), (.enumeration, _), (.array, _), (.map, _), (.record, _), (.object, _),
      (.expandable, _), (.list, _), (.union, _):
      return self
    }
  }
}
