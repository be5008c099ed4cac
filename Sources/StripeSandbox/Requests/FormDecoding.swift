import JSON

/// Forms with bracketed names made into nested objects of strings.
///
/// `a[b]=1` nests; `a[0]=1` nests too, under the key "0": whether that is a list is for whoever
/// knows the parameter's type to say. `a[]=1` counts up by itself, and `a[][b]=1` begins a new
/// element whenever a key comes again.
package enum FormDecoding {
  /// Names nest no deeper than this.
  private static let depthLimit = 32

  /// The members of a form or a query.
  ///
  /// - Throws: 400 where it is no form.
  package static func decode(_ form: Substring) throws(SandboxError) -> JSONObject {
    var tree = FormTree()
    for pair in form.split(separator: "&") {
      let name = pair.prefix { $0 != "=" }
      let value = pair.dropFirst(name.count + 1)
      guard let name = PercentText.decode(name, plusIsSpace: true),
        let value = PercentText.decode(value, plusIsSpace: true)
      else {
        throw SandboxError("Invalid form encoding: \(pair.prefix(80))")
      }
      tree.insert(value, try keys(of: name)[...])
    }
    return tree.object
  }

  /// "a[b][]" as a, b and an empty key.
  static func keys(of name: String) throws(SandboxError) -> [String] {
    // Byte by byte: a bracket with an accent after it is one character and a bracket still.
    let bytes = Array(name.utf8)
    let (opening, closing) = (UInt8(ascii: "["), UInt8(ascii: "]"))
    guard let open = bytes.firstIndex(of: opening), bytes.last == closing, open > 0 else {
      return [name]
    }
    var keys = [bytes[..<open]]
    var rest = bytes[(open + 1)...].dropLast()
    while let end = rest.indices.first(where: { rest[$0...].starts(with: [closing, opening]) }) {
      keys.append(rest[..<end])
      rest = rest[(end + 2)...]
    }
    keys.append(rest)
    guard keys.count <= depthLimit else {
      throw SandboxError("Invalid request: parameter names nest too deeply.")
    }
    return keys.map { String(decoding: $0, as: UTF8.self) }
  }
}

/// A form while it is decoded. Members are found by name in constant time.
private struct FormTree {
  /// The text of a field; nil where there are members.
  private var text: String?
  private var places: [String: Int] = [:]
  private var members: [(key: String, value: FormTree)] = []

  init(text: String? = nil) {
    self.text = text
  }

  mutating func insert(_ value: String, _ keys: ArraySlice<String>) {
    guard let first = keys.first else { return self = FormTree(text: value) }
    text = nil
    let rest = keys.dropFirst()
    let key = first.isEmpty ? elementKey(for: rest) : first
    let place = places[key] ?? members.count
    if place == members.count {
      places[key] = place
      members.append((key, FormTree()))
    }
    members[place].value.insert(value, rest)
  }

  /// The last element, as long as it does not have the coming key yet; else the next one.
  private func elementKey(for rest: ArraySlice<String>) -> String {
    guard let next = rest.first, let last = members.last, last.value.text == nil, !next.isEmpty,
      last.value.places[next] == nil
    else { return String(members.count) }
    return last.key
  }

  var object: JSONObject {
    JSONObject(
      members.map { key, tree in
        JSONMember(key, tree.text.map { .string($0) } ?? .object(tree.object))
      })
  }
}
