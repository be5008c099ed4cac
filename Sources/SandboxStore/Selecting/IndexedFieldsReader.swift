/// Walks indexed fields in place; bytes that are none end the walk early.
package struct IndexedFieldsReader {
  let bytes: UnsafeRawBufferPointer

  /// Creates a reader of fields in their stored form, which it does not copy.
  package init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Where the parts of one entry lie.
  private struct Bounds {
    let name: Range<Int>
    let value: Range<Int>
  }

  private func entry(at offset: Int) -> Bounds? {
    let nameEnd = offset + 1 + Int(bytes[offset])
    guard nameEnd + 3 <= bytes.count else { return nil }
    let valueStart = nameEnd + 3
    let valueEnd = valueStart + Int(bytes[nameEnd + 1]) << 8 + Int(bytes[nameEnd + 2])
    guard valueEnd <= bytes.count else { return nil }
    return Bounds(name: (offset + 1)..<nameEnd, value: valueStart..<valueEnd)
  }

  /// - Parameter body: returns whether to continue.
  package func eachEntry(
    _ body: (_ name: Slice<UnsafeRawBufferPointer>, _ value: Slice<UnsafeRawBufferPointer>) -> Bool
  ) {
    var offset = 0
    while offset < bytes.count, let entry = entry(at: offset) {
      guard body(bytes[entry.name], bytes[entry.value]) else { return }
      offset = entry.value.upperBound
    }
  }

  /// The values under one name. This runs for every row of a scan.
  package func eachValue(named wanted: String, _ body: (UnsafeRawBufferPointer) -> Bool) {
    var wanted = wanted
    wanted.withUTF8 { wanted in
      var offset = 0
      while offset < bytes.count, let entry = entry(at: offset) {
        offset = entry.value.upperBound
        guard entry.name.count == wanted.count, hasName(wanted, at: entry.name.lowerBound) else {
          continue
        }
        guard body(UnsafeRawBufferPointer(rebasing: bytes[entry.value])) else { return }
      }
    }
  }

  private func hasName(_ wanted: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    for index in 0..<wanted.count where bytes[start + index] != wanted[index] { return false }
    return true
  }
}
