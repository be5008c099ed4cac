/// A JSON text that was read once: checked, made compact, and its members and the elements of its
/// lists found, which are the rows of a page.
public struct JSONDocument: Sendable {
  /// The text's value, without the white space between its tokens.
  public let root: RawJSON
  private let outline: JSONOutline

  /// Checks one JSON text as `RawJSON(parsing:)` does, and copies it.
  ///
  /// - Throws: `JSONError` if the bytes are not one JSON text.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    var scanned: Result<JSONOutline, JSONError>?
    let compact = bytes.reading { text in
      [UInt8](unsafeUninitializedCapacity: text.count + Block.size) { buffer, filled in
        guard let target = buffer.baseAddress else { return }
        do throws(JSONError) {
          var output = CompactOutput(target: target)
          scanned = .success(try JSONScanner.scanned(text, into: &output).outline)
          filled = output.count
        } catch {
          scanned = .failure(error)
        }
      }
    }
    guard let outline = try scanned?.get() else {
      throw JSONError(offset: 0, reason: "unexpected end of input")
    }
    root = RawJSON(bytes: compact, range: 0..<compact.count, isCompact: true)
    self.outline = outline
  }

  /// The members of an object in their order, repeated keys included; empty for other kinds.
  public var members: [(key: String, value: RawJSON)] {
    root.bytes.reading { bytes in
      outline.members.map { member in
        let key = member.lowerBound..<bytes.pastString(member.lowerBound)
        // In compact form only a colon is between key and value.
        return (bytes.builtString(key), root.part((key.upperBound + 1)..<member.upperBound))
      }
    }
  }

  /// Returns the elements of an array in this document; empty for other kinds. Those of a member
  /// were found already.
  public func elements(of list: RawJSON) -> [RawJSON] {
    guard list.kind == .array else { return [] }
    let own = outline.elements.filter {
      list.range.lowerBound < $0.lowerBound && $0.upperBound < list.range.upperBound
    }
    return own.isEmpty ? list.elements : own.map { root.part($0) }
  }
}
