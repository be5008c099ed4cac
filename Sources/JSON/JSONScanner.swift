/// Reads a JSON text once, from its beginning to its end: checks it by RFC 8259 and puts out all of
/// it but the white space between tokens.
///
/// The functions take and return offsets, which then stay in registers.
struct JSONScanner<Output: JSONOutput> {
  let text: JSONBytes
  /// Room for the closing bracket of each open array or object, outermost first.
  private let closers: UnsafeMutablePointer<UInt8>

  /// Checks that the bytes are one JSON text and nothing else.
  ///
  /// - Returns: the offsets of the value without the white space around it.
  /// - Throws: `JSONError` if they are not.
  static func scanned(
    _ text: JSONBytes, into output: inout Output
  ) throws(JSONError) -> (range: Range<Int>, outline: JSONOutline) {
    let closers = UnsafeMutablePointer<UInt8>.allocate(capacity: JSONBytes.depthLimit)
    defer { closers.deallocate() }
    let scanner = JSONScanner(text: text, closers: closers)
    var outline = JSONOutline()
    let start = text.pastSpace(0)
    let end = try scanner.pastWhole(start, &output, &outline)
    let rest = text.pastSpace(end)
    guard rest >= text.count else {
      throw scanner.fault(at: rest, "expected nothing after the value")
    }
    return (start..<end, outline)
  }

  private init(text: JSONBytes, closers: UnsafeMutablePointer<UInt8>) {
    self.text = text
    self.closers = closers
  }

  private func pastWhole(
    _ start: Int, _ output: inout Output, _ outline: inout JSONOutline
  ) throws(JSONError) -> Int {
    var offset = start
    var depth = 0
    var indent = 0
    while true {
      let byte = text[offset]
      if byte == Byte.openObject || byte == Byte.openArray {
        guard depth < JSONBytes.depthLimit else { throw fault(at: offset, "nested too deeply") }
        let closer = byte &+ 2
        output.put(byte)
        indent &+= 2
        offset = text.pastLine(offset &+ 1, &indent)
        if text[offset] != closer {
          closers[depth] = closer
          depth &+= 1
          if depth <= 2 { outline.begin(depth, at: output.count) }
          if closer == Byte.closeObject { offset = try pastKey(offset, &output) }
          continue
        }
        output.put(closer)
        offset &+= 1
      } else {
        let end = try pastScalar(offset, byte, output)
        output.count &+= end &- offset
        offset = end
      }
      offset = try pastClosers(offset, &depth, &indent, &output, &outline)
      if depth == 0 { return offset }
    }
  }

  /// Closes each container that ends after a whole value, or passes what is before the next value.
  @inline(__always)
  private func pastClosers(
    _ start: Int, _ depth: inout Int, _ indent: inout Int, _ output: inout Output,
    _ outline: inout JSONOutline
  ) throws(JSONError) -> Int {
    var offset = start
    while depth > 0 {
      let closer = closers[depth &- 1]
      if depth <= 2 { endPart(depth, &outline, at: output.count) }
      if text[offset] != Byte.comma {
        indent &-= 2
        offset = text.pastLine(offset, &indent)
      }
      let byte = text[offset]
      if byte == Byte.comma {
        output.put(byte)
        if depth <= 2 { outline.begin(depth, at: output.count) }
        offset = text.pastLine(offset &+ 1, &indent)
        return closer == Byte.closeObject ? try pastKey(offset, &output) : offset
      }
      guard byte == closer else { throw unclosed(at: offset, closer) }
      output.put(byte)
      depth &-= 1
      offset &+= 1
    }
    return offset
  }

  /// Notes the end of a member of the outermost object, or of an element of an array in it.
  private func endPart(_ depth: Int, _ outline: inout JSONOutline, at end: Int) {
    guard closers[0] == Byte.closeObject, depth == 1 || closers[1] == Byte.closeArray else {
      return
    }
    outline.end(depth, at: end)
  }

  /// - Returns: the offset of the member's value.
  @inline(__always)
  private func pastKey(_ start: Int, _ output: inout Output) throws(JSONError) -> Int {
    guard text[start] == Byte.quote else { throw fault(at: start, "expected a member's name") }
    var offset = try pastString(start, output)
    output.count &+= offset &- start
    if text[offset] != Byte.colon {
      offset = text.pastSpace(offset)
      guard text[offset] == Byte.colon else { throw fault(at: offset, "expected a colon") }
    }
    output.put(Byte.colon)
    offset &+= 1
    // Most often there is one blank, or none.
    if text[offset] == Byte.space { offset &+= 1 }
    return text.pastSpace(offset)
  }

  @inline(never)
  private func unclosed(at offset: Int, _ closer: UInt8) -> JSONError {
    let isObject = closer == Byte.closeObject
    return fault(at: offset, isObject ? "expected a comma or `}`" : "expected a comma or `]`")
  }

  @inline(never)
  func fault(at offset: Int, _ reason: StaticString) -> JSONError {
    offset < text.count
      ? JSONError(offset: offset, reason: "\(reason)")
      : JSONError(offset: text.count, reason: "unexpected end of input")
  }
}
