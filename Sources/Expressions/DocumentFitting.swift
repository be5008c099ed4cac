import Diagnostics
import JSON
import StripeCatalog

/// An error in a document that comes from data, and is not written in a statement.
package struct DocumentProblem: Error, Sendable, Hashable {
  /// The parameter in Stripe's notation: `address[line1]`.
  package var parameter: String
  /// The message: one sentence without a period.
  package var message: String
}

extension Operation {
  /// Returns a document converted for this operation: every member is one of its parameters and has
  /// its type, no required parameter is missing, and times are in Unix seconds.
  /// - Parameter row: The members of a row, if the document is one of several in a request.
  ///   Required parameters are not checked then.
  /// - Throws: `DocumentProblem` for a member that does not fit or that is missing.
  package func fitted(
    _ document: JSONObject, asRowOf row: RecordShape? = nil
  ) throws(DocumentProblem) -> JSONObject {
    let fitted = try (row ?? record).fitted(document, under: "", of: self)
    guard row == nil else { return fitted }
    let missing = record.firstParameter { $0.isRequired && document[$0.name] == nil }
    if let parameter = missing {
      throw DocumentProblem(
        parameter: parameter.name, message: "`\(parameter.name)` is missing: \(words) requires it")
    }
    return fitted
  }

  fileprivate var words: String { "\(name) \(object.name)" }
}

extension RecordShape {
  fileprivate func fitted(
    _ document: JSONObject, under path: String, of operation: Operation
  ) throws(DocumentProblem) -> JSONObject {
    var members: [JSONMember] = []
    members.reserveCapacity(document.members.count)
    for member in document.members {
      let name = path.isEmpty ? member.key : "\(path)[\(member.key)]"
      guard let parameter = parameter(named: member.key) else {
        let near = NearestName.of(member.key, among: names).map { "; did you mean `\($0)`?" } ?? ""
        throw DocumentProblem(
          parameter: name, message: "\(operation.words) has no parameter `\(name)`\(near)")
      }
      members.append(
        JSONMember(
          member.key,
          try parameter.type.fitted(
            member.value, named: name, isAmount: parameter.isAmount, of: operation)))
    }
    return JSONObject(members)
  }
}

extension TypeShape {
  fileprivate func fitted(
    _ value: JSONValue, named name: String, isAmount: Bool, of operation: Operation
  ) throws(DocumentProblem) -> JSONValue {
    if let problem = problem(with: value, isAmount: isAmount) {
      throw DocumentProblem(parameter: name, message: "`\(name)` \(problem): \(value.shortened)")
    }
    switch converted(value) {
    case .object(let object):
      return .object(try fitted(object, named: name, of: operation))
    case .array(let elements) where element != self:
      var fitted: [JSONValue] = []
      for (index, value) in elements.enumerated() {
        fitted.append(
          try element.fitted(
            value, named: "\(name)[\(index)]", isAmount: isAmount, of: operation))
      }
      return .array(fitted)
    case let other:
      return other
    }
  }

  private func fitted(
    _ object: JSONObject, named name: String, of operation: Operation
  ) throws(DocumentProblem) -> JSONObject {
    switch memberShape {
    case .record(let record):
      return try record.fitted(object, under: name, of: operation)
    case .map(let shape):
      let shape = shape.mapValue
      var members: [JSONMember] = []
      members.reserveCapacity(object.members.count)
      for member in object.members {
        let value = try shape.fitted(
          member.value, named: "\(name)[\(member.key)]", isAmount: false, of: operation)
        members.append(JSONMember(member.key, value))
      }
      return JSONObject(members)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array,
      .object, .expandable, .list, .union:
      return object
    }
  }
}

extension JSONValue {
  /// The start of the value's text, long enough to recognize it.
  var shortened: String {
    let text = compact
    return text.count > 60 ? text.prefix(59) + "…" : text
  }
}
