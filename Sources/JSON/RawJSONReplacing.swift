extension RawJSON {
  /// Returns the value with some of its parts replaced; everything else keeps its bytes.
  ///
  /// - Parameter parts: parts of this value, in any order. Ranges outside the value, or inside
  ///   another part, are ignored.
  public func replacing(_ parts: [(part: RawJSON, new: RawJSON)]) -> RawJSON {
    var result: [UInt8] = []
    result.reserveCapacity(parts.reduce(byteCount) { $0 + $1.new.byteCount })
    var position = range.lowerBound
    var isCompact = isCompact
    let ordered = parts.sorted { $0.part.range.lowerBound < $1.part.range.lowerBound }
    for (part, new) in ordered {
      guard part.range.lowerBound >= position, part.range.upperBound <= range.upperBound else {
        continue
      }
      result += bytes[position..<part.range.lowerBound]
      result += new.slice
      position = part.range.upperBound
      isCompact = isCompact && new.isCompact
    }
    result += bytes[position..<range.upperBound]
    return RawJSON(bytes: result, range: 0..<result.count, isCompact: isCompact)
  }
}

extension RawJSON {
  /// Creates an array of values, each as it was written.
  public init(elements: [RawJSON]) {
    var bytes: [UInt8] = [Byte.openArray]
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(Byte.comma) }
      bytes += element.slice
    }
    bytes.append(Byte.closeArray)
    self.init(
      bytes: bytes, range: 0..<bytes.count, isCompact: elements.allSatisfy(\.isCompact))
  }
}
