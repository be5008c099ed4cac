/// Where a scanner puts the text that it has checked: all of it but the white space between tokens.
protocol JSONOutput {
  /// The number of bytes put out so far.
  var count: Int { get set }
  /// Puts out a byte.
  mutating func put(_ byte: UInt8)
  /// Stores a block a number of bytes after those that are put out, without counting it.
  func store(_ block: Block, ahead distance: Int)
  /// Stores bytes a number of bytes after those that are put out, without counting them.
  func store(_ bytes: UnsafePointer<UInt8>, _ length: Int, ahead distance: Int)
}

/// Only counts, so that a text without white space can be told from others.
struct CountedOutput: JSONOutput {
  var count = 0

  @inline(__always)
  mutating func put(_ byte: UInt8) { count &+= 1 }

  @inline(__always)
  func store(_ block: Block, ahead distance: Int) {}

  @inline(__always)
  func store(_ bytes: UnsafePointer<UInt8>, _ length: Int, ahead distance: Int) {}
}

/// Copies the text.
struct CompactOutput: JSONOutput {
  /// Room for the whole text and one block more, since whole blocks are stored.
  let target: UnsafeMutablePointer<UInt8>
  var count = 0

  init(target: UnsafeMutablePointer<UInt8>) {
    self.target = target
  }

  @inline(__always)
  mutating func put(_ byte: UInt8) {
    target[count] = byte
    count &+= 1
  }

  @inline(__always)
  func store(_ block: Block, ahead distance: Int) {
    block.store(at: target + count + distance)
  }

  @inline(__always)
  func store(_ bytes: UnsafePointer<UInt8>, _ length: Int, ahead distance: Int) {
    (target + count + distance).update(from: bytes, count: length)
  }
}

/// Where the members of the outermost object, and the elements of the arrays in it, were put.
struct JSONOutline {
  /// The members, each from its key to the end of its value.
  private(set) var members: [Range<Int>] = []
  private(set) var elements: [Range<Int>] = []
  private var start = (member: 0, element: 0)

  /// Notes where a member of the outermost container begins, or an element of one in it.
  /// - Parameter depth: the number of open containers, 1 or 2.
  mutating func begin(_ depth: Int, at start: Int) {
    if depth == 1 { self.start.member = start } else { self.start.element = start }
  }

  /// Notes where it ends.
  mutating func end(_ depth: Int, at end: Int) {
    if depth == 1 {
      members.append(start.member..<end)
    } else {
      elements.append(start.element..<end)
    }
  }
}
