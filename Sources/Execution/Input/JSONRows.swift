import Diagnostics
import JSON

/// The rows of a JSON file: the elements of its array, of a Stripe list, or its one object. A JSON
/// file is one value and must be read whole; NDJSON and CSV are streamed.
struct JSONRows {
  private var elements: ArraySlice<RawJSON>
  /// The position of the last returned row, from 1.
  private(set) var number = 0

  /// Reads a whole file.
  /// - Throws: `TextError` if it is not JSON, or is neither an array nor an object.
  init(_ text: inout TextReader) throws(TextError) {
    let bytes = try text.readAll()
    if let offset = LoneSurrogate.offset(in: bytes[...]) {
      throw .invalid(Self.position(of: offset, in: bytes), reason: LoneSurrogate.reason)
    }
    let json: RawJSON
    do { json = try RawJSON(parsing: bytes) } catch {
      throw .invalid(Self.position(of: error.offset, in: bytes), reason: error.reason)
    }
    switch json.kind {
    case .array: elements = json.elements[...]
    case .object:
      let data = json["data"].flatMap { $0.kind == .array ? $0.elements : nil }
      elements = (data ?? [json])[...]
    case .null, .bool, .number, .string: throw .notText("contains no array of objects")
    }
  }

  private static func position(of offset: Int, in bytes: [UInt8]) -> Position {
    var progress = TextProgress()
    progress.pass(bytes[..<min(offset, bytes.count)])
    return progress.position
  }

  mutating func next() -> JSONValue? {
    guard let element = elements.popFirst() else { return nil }
    number += 1
    return element.value
  }
}

/// Half of a surrogate pair as an escape, `\ud800`. No string can hold it: reading JSON would
/// replace it with another character.
enum LoneSurrogate {
  static let reason = "half of a surrogate pair (`\\ud800` to `\\udfff`) is not a character"

  /// Returns the offset of the first one in a JSON text; nil if there is none.
  static func offset(in bytes: ArraySlice<UInt8>) -> Int? {
    let found = bytes.withUnsafeBufferPointer { bytes -> Int? in
      var offset = 0
      while let found = bytes[offset...].firstIndex(of: UInt8(ascii: "\\")) {
        guard let unit = unit(bytes, at: found), 0xD800..<0xE000 ~= unit else {
          offset = min(found + 2, bytes.count)
          continue
        }
        guard unit < 0xDC00, let low = Self.unit(bytes, at: found + 6), 0xDC00..<0xE000 ~= low
        else { return found }
        offset = found + 12
      }
      return nil
    }
    return found.map { bytes.startIndex + $0 }
  }

  /// Returns the code unit of an escape at an offset.
  private static func unit(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32? {
    guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"),
      bytes[start + 1] == UInt8(ascii: "u")
    else { return nil }
    return UInt32(String(decoding: bytes[(start + 2)..<(start + 6)], as: UTF8.self), radix: 16)
  }
}
