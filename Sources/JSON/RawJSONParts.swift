#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension RawJSON {
  /// The value of an object's member, or nil. Of a repeated key this is the first one, so that
  /// finding an early member does not require scanning the later ones.
  public subscript(key: String) -> RawJSON? {
    guard kind == .object else { return nil }
    var key = key
    let found = key.withUTF8 { key in
      bytes.reading { $0.member(key, ofObjectAt: range.lowerBound) }
    }
    return found.map(part)
  }

  /// The element of an array at that position from 0, or nil.
  public subscript(index: Int) -> RawJSON? {
    guard kind == .array, index >= 0 else { return nil }
    let found = bytes.reading { $0.element(index, ofArrayAt: range.lowerBound) }
    return found.map(part)
  }

  /// The elements of an array; empty for other kinds.
  public var elements: [RawJSON] {
    guard kind == .array else { return [] }
    var elements: [RawJSON] = []
    bytes.reading { source in
      source.eachElement(ofArrayAt: range.lowerBound) { element in
        elements.append(part(element))
        return true
      }
    }
    return elements
  }

  /// The members of an object in their order, repeated keys included; empty for other kinds.
  public var members: [(key: String, value: RawJSON)] {
    guard kind == .object else { return [] }
    var members: [(key: String, value: RawJSON)] = []
    bytes.reading { source in
      source.eachMember(ofObjectAt: range.lowerBound) { key, value in
        members.append((source.builtString(key), part(value)))
        return true
      }
    }
    return members
  }
}

extension JSONBytes {
  /// Visits the members of an object, as ranges of the key with its quotes and of the value, until
  /// the visitor returns false.
  @inline(__always)
  func eachMember(ofObjectAt start: Int, _ visit: (Range<Int>, Range<Int>) -> Bool) {
    var offset = pastSpace(start &+ 1)
    while self[offset] == Byte.quote {
      let keyEnd = pastString(offset)
      let value = pastSpace(pastSpace(keyEnd) &+ 1)
      let valueEnd = max(value, pastValue(value))
      guard visit(offset..<keyEnd, value..<valueEnd) else { return }
      offset = pastSeparator(valueEnd)
    }
  }

  @inline(__always)
  func eachElement(ofArrayAt start: Int, _ visit: (Range<Int>) -> Bool) {
    var offset = pastSpace(start &+ 1)
    while offset < count, self[offset] != Byte.closeArray {
      let end = pastValue(offset)
      guard visit(offset..<end) else { return }
      offset = pastSeparator(end)
    }
  }

  func member(_ key: UnsafeBufferPointer<UInt8>, ofObjectAt start: Int) -> Range<Int>? {
    var found: Range<Int>?
    eachMember(ofObjectAt: start) { name, value in
      guard string(name, equals: key) else { return true }
      found = value
      return false
    }
    return found
  }

  func element(_ index: Int, ofArrayAt start: Int) -> Range<Int>? {
    var found: Range<Int>?
    var left = index
    eachElement(ofArrayAt: start) { element in
      if left == 0 { found = element }
      left -= 1
      return found == nil
    }
    return found
  }

  /// Returns true if a string has that text.
  /// - Parameter range: a string with its quotes.
  @inline(__always)
  func string(_ range: Range<Int>, equals text: UnsafeBufferPointer<UInt8>) -> Bool {
    let inside = (range.lowerBound &+ 1)..<max(range.lowerBound &+ 1, range.upperBound &- 1)
    if inside.count == text.count {
      guard let other = text.baseAddress, !text.isEmpty else { return true }
      // Equal bytes are equal texts, unless a backslash in them begins an escape.
      if memcmp(base + inside.lowerBound, other, text.count) == 0 {
        return !text.contains(Byte.backslash)
      }
    }
    // Escapes only ever make a string longer than its text.
    guard inside.count > text.count, hasBackslash(inside) else { return false }
    return builtString(range).utf8.elementsEqual(text)
  }
}
