import Diagnostics
import JSON
import StripeCatalog

/// What is wrong with a document that is data, and not written in a statement.
package struct DocumentProblem: Error, Sendable, Hashable {
  /// The parameter, as Stripe writes it: `address[line1]`.
  package var parameter: String
  /// One sentence without a full stop.
  package var message: String
}

extension Operation {
  /// A document as this operation takes it: every member is one of its parameters and of its type,
  /// none that it cannot do without is missing, and times are Unix seconds.
  /// - Parameter row: what a row may hold, where the document is one of several in a request; what
  ///   it cannot do without is then its id, or what the verb says.
  package func fitted(
    _ document: JSONObject, asRowOf row: RecordShape? = nil
  ) throws(DocumentProblem) -> JSONObject {
    let fitted = try (row ?? record).fitted(document, under: "", of: self)
    guard row == nil else { return fitted }
    for parameter in parameters where parameter.isRequired && document[parameter.name] == nil {
      throw DocumentProblem(
        parameter: parameter.name, message: "`\(parameter.name)` is missing, which \(words) wants")
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
        JSONMember(member.key, try parameter.type.fitted(member.value, named: name, of: operation)))
    }
    return JSONObject(members)
  }
}

extension TypeShape {
  fileprivate func fitted(
    _ value: JSONValue, named name: String, of operation: Operation
  ) throws(DocumentProblem) -> JSONValue {
    if let problem = problem(with: value) {
      throw DocumentProblem(parameter: name, message: "`\(name)` \(problem): \(value.shortened)")
    }
    switch (memberShape, value) {
    case (.record(let record), .object(let object)):
      return .object(try record.fitted(object, under: name, of: operation))
    case (.timestamp, _):
      return (try? ValueKind.timestamp.coerced(value)) ?? value
    default:
      return value
    }
  }
}

extension JSONValue {
  /// Enough of it to be recognised.
  var shortened: String {
    let text = compact
    return text.count > 60 ? text.prefix(59) + "…" : text
  }
}
