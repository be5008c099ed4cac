import JSON
import StripeCatalog

/// A path of `expand` whose last field only older answers have.
struct OlderExpansion: Sendable {
  private let names: [String]
  /// The type of the object behind the id.
  private let target: String

  /// The path to the object that has the field, which is to be expanded too; nil where the answer
  /// or a row of it is that object.
  var owner: String? {
    let path = names.dropLast().joined(separator: ".")
    return ["", "data"].contains(path) ? nil : path
  }

  init(names: [String], target: String) {
    self.names = names
    self.target = target
  }

  /// Puts the object in the place of its id.
  func expand(
    _ answer: JSONObject, _ changes: VersionChanges, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    try expanded(.object(answer), names[...], changes, workspace).object ?? answer
  }

  private func expanded(
    _ value: JSONValue, _ names: ArraySlice<String>, _ changes: VersionChanges,
    _ workspace: Workspace
  ) throws(SandboxError) -> JSONValue {
    switch value {
    case .array(let rows):
      var shown: [JSONValue] = []
      for row in rows { shown.append(try expanded(row, names, changes, workspace)) }
      return .array(shown)
    case .object(var object):
      guard let name = names.first, let inner = object[name] else { return value }
      object[name] = try expanded(inner, names.dropFirst(), changes, workspace)
      return .object(object)
    case .string where names.isEmpty:
      let found = try ShownObjects(workspace: workspace).object(target, value)
      guard let object = found.object else { return value }
      return .object(try changes.downgraded(object, in: workspace))
    case .null, .bool, .number, .string:
      return value
    }
  }
}

extension VersionChanges {
  /// A path of `expand` whose last field only older answers have; nil for others, and where answers
  /// are the newest.
  func olderExpansion(_ path: String, _ operation: Operation) -> OlderExpansion? {
    guard !showsNewest else { return nil }
    let names = path.split(separator: ".").map(String.init)
    guard let last = names.last else { return nil }
    let owner = upgraded(names.dropLast().joined(separator: "."), operation)
    var shapes = [operation.result]
    for name in owner.split(separator: ".").map(String.init) {
      shapes = shapes.flatMap { ExpandableFields.named(name, in: $0) }
    }
    return reference(last, of: shapes).map { OlderExpansion(names: names, target: $0) }
  }
}
