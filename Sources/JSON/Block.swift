import CBlocks

/// Sixteen bytes that are tested at once, as every processor can.
struct Block {
  static let size = 16

  private let address: UnsafePointer<UInt8>

  @inline(__always)
  init(at address: UnsafePointer<UInt8>) {
    self.address = address
  }

  @inline(__always)
  func store(at target: UnsafeMutablePointer<UInt8>) { cblock_copy(target, address) }

  /// The number of bytes before the first that is no blank; 16 if all are.
  @inline(__always)
  var leadingBlanks: Int { Int(cblock_blanks(address)) }

  /// The number of bytes before the first quote or backslash; 16 if there is none.
  @inline(__always)
  var leadingText: Int { Int(cblock_text(address)) }

  /// The number of bytes before the first that a string cannot contain unchecked: a quote, a
  /// backslash, a control character, or a byte outside ASCII. 16 if there is none.
  @inline(__always)
  var leadingPlainText: Int { Int(cblock_plain_text(address)) }

  /// The number of bytes before the first quote or bracket, outside a string; 16 if there is none.
  @inline(__always)
  var leadingWithoutBrackets: Int { Int(cblock_without_brackets(address)) }
}
