/// Decodes the bytes of a file into checked UTF-8, piece by piece: UTF-8 with or without a byte
/// order mark, or UTF-16 with one. Anything else is an error with its place; nothing is ever
/// replaced.
package struct TextDecoder: Sendable {
  private enum Encoding: Sendable {
    case undecided
    case utf8
    case utf16(UTF16Decoder)
  }

  private var encoding = Encoding.undecided
  /// Bytes that are not decoded yet, because they are too few to show the encoding or a whole
  /// character.
  private var waiting: [UInt8] = []
  private var progress = TextProgress()
  /// The problem after the text returned last. It is thrown with the next call, so that the text
  /// before it does not depend on how the bytes were cut into pieces.
  private var problem: TextError?

  /// Creates a decoder for the beginning of a file.
  package init() {}

  /// Returns the text of the next bytes, without a byte order mark; it may be empty before the end.
  ///
  /// - Throws: `TextError` if bytes before these are not text, or the file begins as an archive
  ///   does.
  package mutating func decode(_ piece: [UInt8]) throws(TextError) -> [UInt8] {
    try decode(piece, isLast: false)
  }

  /// Returns the rest of the text, once all bytes were decoded.
  ///
  /// - Throws: `TextError` if the bytes are not text, or end within a character.
  package mutating func finish() throws(TextError) -> [UInt8] {
    let rest = try decode([], isLast: true)
    if let problem { throw problem }
    guard waiting.isEmpty else { throw .invalid(progress.position, reason: Self.endsWithin) }
    return rest
  }

  static let endsWithin = "the text ends in the middle of a character"

  private mutating func decode(_ piece: [UInt8], isLast: Bool) throws(TextError) -> [UInt8] {
    if let problem { throw problem }
    let bytes = waiting.isEmpty ? piece : waiting + piece
    waiting = []
    switch encoding {
    case .undecided:
      guard isLast || bytes.count >= Signature.longest else {
        waiting = bytes
        return []
      }
      let rest = try begin(bytes)
      return rest.isEmpty ? [] : try decode(rest, isLast: isLast)
    case .utf8:
      return checked(bytes)
    case .utf16(var decoder):
      var text: [UInt8] = []
      let problem = decoder.decode(bytes, isLast: isLast, into: &text)
      encoding = .utf16(decoder)
      progress.pass(text)
      self.problem = problem.map { .invalid(progress.position, reason: $0) }
      return text
    }
  }

  /// Chooses the encoding by the first bytes and returns the bytes after the byte order mark.
  private mutating func begin(_ bytes: [UInt8]) throws(TextError) -> [UInt8] {
    let signature = Signature.all.first { bytes.starts(with: $0.bytes) }
    switch signature?.meaning {
    case nil: encoding = .utf8
    case .utf8: encoding = .utf8
    case .utf16(let isBigEndian): encoding = .utf16(UTF16Decoder(isBigEndian: isBigEndian))
    case .notText(let what): throw .notText(what)
    }
    return Array(bytes.dropFirst(signature?.bytes.count ?? 0))
  }

  private mutating func checked(_ bytes: [UInt8]) -> [UInt8] {
    switch UTF8Check.outcome(of: bytes) {
    case .valid:
      progress.pass(bytes)
      return bytes
    case .unfinished(let start):
      waiting = Array(bytes[start...])
      progress.pass(bytes[..<start])
      return Array(bytes[..<start])
    case .invalid(let offset):
      progress.pass(bytes[..<offset])
      problem = .notUTF8(bytes[offset], at: progress.position)
      return Array(bytes[..<offset])
    }
  }
}

/// The first bytes of a kind of file, and the meaning for the rest.
private struct Signature {
  enum Meaning {
    case utf8
    case utf16(isBigEndian: Bool)
    case notText(String)
  }

  let bytes: [UInt8]
  let meaning: Meaning

  init(_ bytes: [UInt8], _ meaning: Meaning) {
    self.bytes = bytes
    self.meaning = meaning
  }

  static let longest = 6

  /// All known signatures; of two that begin alike, the longer one comes first.
  static let all = [
    Signature([0xEF, 0xBB, 0xBF], .utf8),
    Signature([0xFF, 0xFE, 0, 0], .notText("is UTF-32; convert it to UTF-8 first")),
    Signature([0, 0, 0xFE, 0xFF], .notText("is UTF-32; convert it to UTF-8 first")),
    Signature([0xFF, 0xFE], .utf16(isBigEndian: false)),
    Signature([0xFE, 0xFF], .utf16(isBigEndian: true)),
    Signature([0x1F, 0x8B], .notText("is a gzip archive; unpack it first (gunzip)")),
    Signature(
      [0x50, 0x4B, 3, 4],
      .notText("is a zip archive; unpack it first, or export a spreadsheet as CSV")),
    Signature([0x28, 0xB5, 0x2F, 0xFD], .notText("is a zstd archive; unpack it first (unzstd)")),
    Signature(
      [0xFD, 0x37, 0x7A, 0x58, 0x5A], .notText("is an xz archive; unpack it first (unxz)")),
    Signature(
      [0xD0, 0xCF, 0x11, 0xE0], .notText("is an old Office file; export a spreadsheet as CSV")),
  ]
}

/// Decodes UTF-16 into UTF-8.
private struct UTF16Decoder: Sendable {
  let isBigEndian: Bool
  /// The first byte of a unit whose second byte has not come yet.
  private var half: UInt8?
  /// The first half of a surrogate pair whose second half has not come yet.
  private var surrogate: UInt32?

  init(isBigEndian: Bool) {
    self.isBigEndian = isBigEndian
  }

  /// Appends the text of the next bytes up to the first invalid one.
  /// - Returns: the problem with the bytes after that, or nil.
  mutating func decode(_ bytes: [UInt8], isLast: Bool, into text: inout [UInt8]) -> String? {
    text.reserveCapacity(bytes.count)
    for byte in bytes {
      guard let first = half else {
        half = byte
        continue
      }
      half = nil
      let (high, low) = isBigEndian ? (first, byte) : (byte, first)
      if let problem = take(UInt32(high) << 8 | UInt32(low), into: &text) { return problem }
    }
    return isLast && (half != nil || surrogate != nil) ? TextDecoder.endsWithin : nil
  }

  private mutating func take(_ unit: UInt32, into text: inout [UInt8]) -> String? {
    if let high = surrogate {
      guard 0xDC00..<0xE000 ~= unit else { return Self.halfPair }
      surrogate = nil
      return append(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00), to: &text)
    }
    if unit == 0 { return "a zero byte is not text" }
    if 0xD800..<0xDC00 ~= unit {
      surrogate = unit
      return nil
    }
    return append(unit, to: &text)
  }

  private static let halfPair = "half of a surrogate pair is not valid UTF-16"

  private func append(_ code: UInt32, to text: inout [UInt8]) -> String? {
    if code < 0x80 {
      text.append(UInt8(code))
      return nil
    }
    guard let scalar = Unicode.Scalar(code) else { return Self.halfPair }
    text.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
    return nil
  }
}
