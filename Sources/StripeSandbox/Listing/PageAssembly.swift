import SandboxStore

/// Assembles stored bodies into a page: they are copied, or indented in one pass, and nothing is
/// parsed.
enum PageAssembly {
  /// The value of the `data` member of a list object.
  /// - Parameter isIndented: true for a client that may show it to people; the program itself does
  ///   not need the blanks.
  static func data(
    _ places: [ListPlace], _ objects: ObjectTable, isIndented: Bool
  ) throws -> [UInt8] {
    guard !places.isEmpty else { return Array("[]".utf8) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(places.count * (isIndented ? 6_000 : 4_000))
    bytes.append(contentsOf: "[\n    ".utf8)
    for (index, place) in places.enumerated() {
      if index > 0 { bytes.append(contentsOf: ",\n    ".utf8) }
      let body = try objects.shownBody(at: place)
      if isIndented {
        StripeJSON.append(kept: body, indent: StripeJSON.listIndent, to: &bytes)
      } else {
        bytes += body
      }
    }
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
