/// The places of a text where a secret may begin: all others are passed at a byte a step, since
/// most texts have no secret at all.
enum SecretStart {
  /// For each first byte the second bytes that may follow it, as bits. Any byte may follow the
  /// colon before a password.
  private static let seconds: [SIMD4<UInt64>] = {
    var seconds = [SIMD4<UInt64>](repeating: .zero, count: 256)
    for (first, second) in SecretMark.beginnings + URLPassword.beginnings {
      seconds[Int(first)][Int(second >> 6)] |= 1 << UInt64(second & 63)
    }
    seconds[Int(UInt8(ascii: ":"))] = SIMD4(repeating: .max)
    return seconds
  }()

  /// Returns the first place from a position on; nil if there is none.
  static func first(from start: Int, in bytes: [UInt8]) -> Int? {
    seconds.withUnsafeBufferPointer { seconds in
      bytes.withUnsafeBufferPointer { bytes in
        var position = start
        // Neither a mark nor the colon before a password is the last byte of a text.
        while position + 1 < bytes.count {
          let next = bytes[position + 1]
          let allowed = seconds[Int(bytes[position])][Int(next >> 6)]
          if allowed >> UInt64(next & 63) & 1 == 1 { return position }
          position += 1
        }
        return nil
      }
    }
  }
}
