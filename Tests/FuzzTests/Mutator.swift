/// Makes new inputs of old ones.
struct Mutator {
  let dictionary: [[UInt8]]
  /// Inputs that parts are taken from.
  var pool: [[UInt8]]

  /// Inputs are cut to this many bytes, but for one in `rareness`, which may grow much longer.
  private static let longest = 3_000
  private static let longestEver = 100_000
  private static let rareness = 2_000

  private typealias Edit = @Sendable (Mutator) -> (inout [UInt8], inout SeededGenerator) -> Void

  private static let edits: [Edit] = [
    flip, replace, replace, remove, remove, double, insertWord, insertWord, insertWord, splice,
    splice, swapParts, cut, insertNumber, insertOddity, nest,
  ]

  func input(_ random: inout SeededGenerator) -> [UInt8] {
    var input = random.pick(pool) ?? []
    let isRare = random.below(Self.rareness) == 0
    for _ in 0...random.below(6) {
      guard let edit = random.pick(Self.edits) else { break }
      edit(self)(&input, &random)
    }
    if isRare { multiply(&input, &random) }
    let limit = isRare ? Self.longestEver : Self.longest
    if input.count > limit { input.removeLast(input.count - limit) }
    return input
  }

  private func part(of bytes: [UInt8], upTo most: Int, _ random: inout SeededGenerator)
    -> Range<Int>
  {
    let start = random.below(bytes.count + 1)
    return start..<min(bytes.count, start + random.below(most + 1))
  }

  private func insert(_ part: [UInt8], _ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    bytes.insert(contentsOf: part, at: random.below(bytes.count + 1))
  }

  private func flip(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
  }

  private func replace(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let telling = Array("\"'\\\n\r\t {}[](),:;.$#%&=-+0aZ".utf8) + [0, 0x7F, 0x80, 0xC3, 0xFF]
    bytes[random.below(bytes.count)] = random.pick(telling) ?? 0
  }

  private func remove(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    bytes.removeSubrange(part(of: bytes, upTo: 12, &random))
  }

  private func double(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    insert(Array(bytes[part(of: bytes, upTo: 40, &random)]), &bytes, &random)
  }

  private func insertWord(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    insert(random.pick(dictionary) ?? [], &bytes, &random)
  }

  /// A part of another input, in place of a part of this one.
  private func splice(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let other = random.pick(pool) ?? []
    let taken = other[part(of: other, upTo: 80, &random)]
    bytes.replaceSubrange(part(of: bytes, upTo: 40, &random), with: taken)
  }

  private func swapParts(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let range = part(of: bytes, upTo: 30, &random)
    let taken = Array(bytes[range])
    bytes.removeSubrange(range)
    insert(taken, &bytes, &random)
  }

  private func cut(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard random.below(4) == 0 else { return }
    bytes.removeLast(bytes.count - random.below(bytes.count + 1))
  }

  private func insertNumber(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let numbers = [
      "0", "-1", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
      "18446744073709551616", "1e308", "1e-400", "1e9999999999999999999", "0.1", "-0", "00",
      "2147483648", "99999999999999999999999999999999999999999999", "1.7976931348623157e309",
    ]
    insert(Array((random.pick(numbers) ?? "").utf8), &bytes, &random)
  }

  /// What is no text, or text of a strange sort.
  private func insertOddity(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let oddities: [[UInt8]] = [
      [0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
      [0xEF, 0xBB, 0xBF], Array("\r\n".utf8), Array("\u{2028}".utf8), Array("\u{301}".utf8),
      Array("\u{202E}".utf8), Array("👩‍👩‍👧".utf8), Array("é".utf8), Array("ß".utf8), [0x1B, 0x5B],
      Array("\u{A0}".utf8), Array("İ".utf8), Array("\u{FDFA}".utf8),
    ]
    insert(random.pick(oddities) ?? [], &bytes, &random)
  }

  /// A word many times over: brackets in brackets, signs in a row.
  private func nest(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard random.below(3) == 0, let word = random.pick(dictionary) else { return }
    let count = 1 << random.below(9)
    insert(Array(repeatElement(word, count: count).joined()), &bytes, &random)
  }

  private func multiply(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let most = Self.longestEver / max(bytes.count, 1)
    bytes = Array(repeatElement(bytes, count: 1 + random.below(most + 1)).joined())
  }
}
