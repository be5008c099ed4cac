import SandboxStore

/// Assembles stored bodies into a page: bytes are copied, nothing is parsed.
enum PageAssembly {
  /// The value of the `data` member of a list object.
  static func data(_ places: [ListPlace], _ objects: ObjectTable) throws -> [UInt8] {
    guard !places.isEmpty else { return Array("[]".utf8) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(places.count * 6_000)
    bytes.append(contentsOf: "[\n    ".utf8)
    try objects.appendShown(places, to: &bytes, separator: Array(",\n    ".utf8))
    bytes.append(contentsOf: "\n  ]".utf8)
    return bytes
  }

  /// An object whose members are printed already.
  static func envelope(_ members: [(name: String, value: [UInt8])]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(members.reduce(64) { $0 + $1.value.count + 32 })
    for (index, member) in members.enumerated() {
      bytes.append(contentsOf: index == 0 ? "{\n  \"".utf8 : ",\n  \"".utf8)
      bytes.append(contentsOf: member.name.utf8)
      bytes.append(contentsOf: "\": ".utf8)
      bytes.append(contentsOf: member.value)
    }
    bytes.append(contentsOf: "\n}\n".utf8)
    return bytes
  }
}
