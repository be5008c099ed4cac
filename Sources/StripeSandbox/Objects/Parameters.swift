import JSON

/// The parameters of a request. They note what is read of them: what was not read was not done, and
/// is refused by name.
final class Parameters {
  let values: JSONObject
  /// The name of the parameter that these are nested in: "items[0]"; nil for the request's own.
  let path: String?
  private var read = Set<String>()
  private var nested: [String: [Parameters]] = [:]

  init(_ values: JSONObject, path: String? = nil) {
    self.values = values
    self.path = path
  }

  /// The value of a parameter, whole.
  subscript(name: String) -> JSONValue? {
    read.insert(name)
    return values[name]
  }

  /// The full name of a parameter: "items[0][price]".
  func name(_ key: String) -> String { path.map { "\($0)[\(key)]" } ?? key }

  func text(_ name: String) -> String? { self[name]?.string }
  func integer(_ name: String) -> Int? { self[name]?.integer }
  func bool(_ name: String) -> Bool? { self[name]?.bool }
  func isTrue(_ name: String) -> Bool { self[name]?.bool ?? false }
  func decimal(_ name: String) -> ExactDecimal? {
    read.insert(name)
    return values.decimal(name)
  }

  /// Returns true if a parameter was given and holds something; this does not count as reading it.
  func has(_ name: String) -> Bool { values.has(name) }

  /// Returns true if a parameter was given, if only to clear it; this does not count as reading it.
  func isGiven(_ name: String) -> Bool { values[name] != nil }

  /// The members of a nested parameter, which are to be read one by one.
  func object(_ name: String) -> Parameters? {
    guard let object = values[name]?.object else {
      read.insert(name)
      return nil
    }
    if let known = nested[name]?.first { return known }
    let inner = Parameters(object, path: self.name(name))
    nested[name] = [inner]
    return inner
  }

  /// The elements of a list of nested parameters; empty where it was not given.
  func array(_ name: String) -> [Parameters] {
    if let known = nested[name] { return known }
    guard let elements = values[name]?.array else {
      read.insert(name)
      return []
    }
    let inner = elements.enumerated().map { index, element in
      Parameters(element.object ?? [:], path: "\(self.name(name))[\(index)]")
    }
    nested[name] = inner
    return inner
  }

  /// Counts parameters as read whose values another place has taken over.
  func markRead(_ names: some Sequence<String>) {
    read.formUnion(names)
  }

  /// All values, which count as read.
  var all: JSONObject {
    markRead(values.keys)
    return values
  }

  /// The full names of the parameters that were not read.
  var unread: [String] {
    values.members.flatMap { member -> [String] in
      if read.contains(member.key) { return [] }
      guard let inner = nested[member.key] else { return [name(member.key)] }
      return inner.flatMap(\.unread)
    }
  }
}
