import Expressions
import JSON

extension RawJSON {
  /// The time of creation, in Unix seconds: v1 writes a number, v2 a date.
  var createdSecond: Int? {
    self["created"].flatMap { $0.integer ?? $0.value.seconds?.integer }
  }

  /// The time of creation of a v1 object, in Unix seconds; nil if it is not within some 35,000
  /// years of 1970, so that no difference of two such times overflows.
  var createdTime: Int? {
    guard let second = self["created"]?.integer, Self.times.contains(second) else { return nil }
    return second
  }

  private static let times = (-1 << 40)...(1 << 40)
}
