/// What keeps a text from being JSON.
public struct JSONError: Error, Sendable, Hashable {
  /// The byte that could not be read, counted from 0; the text's length where it ends too soon.
  public let offset: Int
  /// One plain phrase, such as "expected a comma or `}`".
  public let reason: String

  public init(offset: Int, reason: String) {
    self.offset = offset
    self.reason = reason
  }
}
