/// The reason why a text is not JSON, and where.
public struct JSONError: Error, Sendable, Hashable {
  /// The offset of the first unreadable byte, from 0; the text's length if the text ends too early.
  public let offset: Int
  /// One plain phrase, such as "expected a comma or `}`".
  public let reason: String

  /// Creates an error.
  /// - Parameters:
  ///   - offset: the offset of the first unreadable byte, from 0.
  ///   - reason: one plain phrase.
  public init(offset: Int, reason: String) {
    self.offset = offset
    self.reason = reason
  }
}
