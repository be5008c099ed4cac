/// Detects and masks payment card numbers in text.
package enum CardNumber {
  /// Returns true if digits have the length, first digit and Luhn check sum of a card number.
  /// - Parameter digits: values from 0 to 9, not ASCII.
  package static func isOne(_ digits: [UInt8]) -> Bool {
    guard (13...19).contains(digits.count), let first = digits.first else { return false }
    guard (2...6).contains(first) else { return false }
    let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
      let value = Int(digit.element) * (digit.offset % 2 == 1 ? 2 : 1)
      return sum + (value > 9 ? value - 9 : value)
    }
    return sum % 10 == 0
  }

  /// Masks all but the last four digits of each number, written whole or as it is printed on a card
  /// (`4242 4242 4242 4242`); the text keeps its length.
  static func mask(_ bytes: inout [UInt8]) {
    var position = 0
    while position < bytes.count {
      guard bytes[position].isDigit else {
        position += 1
        continue
      }
      let end = endOfNumber(from: position, in: bytes)
      let places = (position..<end).filter { bytes[$0].isDigit }
      let isApart = position == 0 || !isWord(bytes[position - 1])
      let isNumber = isApart && !bytes[position..<end].contains { isWord($0) && !$0.isDigit }
      if isNumber, isOne(places.map { bytes[$0] - UInt8(ascii: "0") }) {
        for place in places.dropLast(4) { bytes[place] = UInt8(ascii: "*") }
      }
      position = end
    }
  }

  /// Returns true if the text has a number that was masked before, all but its last four digits.
  static func isMasked(in bytes: [UInt8]) -> Bool {
    bytes.split { !$0.isDigit && $0 != star && $0 != space && $0 != dash }.contains { stretch in
      let places = stretch.filter { $0 != space && $0 != dash }
      return places.split(separator: star, omittingEmptySubsequences: true)
        .contains { $0.count == 4 } && places.count { $0 == star } >= shortestMasked
    }
  }

  /// The number of asterisks in the shortest masked number.
  private static let shortestMasked = 9
  private static let star = UInt8(ascii: "*")

  /// Returns the end of the digits that begin at an offset, and of the groups of four to six digits
  /// after them.
  private static func endOfNumber(from start: Int, in bytes: [UInt8]) -> Int {
    var end = endOfWord(from: start, in: bytes)
    guard groupLengths.contains(end - start) else { return end }
    while end + 1 < bytes.count, bytes[end] == space || bytes[end] == dash {
      let next = endOfWord(from: end + 1, in: bytes)
      let isGroup = bytes[(end + 1)..<next].allSatisfy(\.isDigit)
      guard isGroup, groupLengths.contains(next - end - 1) else { break }
      end = next
    }
    return end
  }

  private static let groupLengths = 4...6
  private static let space = UInt8(ascii: " ")
  private static let dash = UInt8(ascii: "-")

  private static func endOfWord(from start: Int, in bytes: [UInt8]) -> Int {
    bytes[start...].firstIndex { !isWord($0) } ?? bytes.endIndex
  }

  /// Returns true if a number next to this byte is part of a longer word, in any script.
  private static func isWord(_ byte: UInt8) -> Bool { byte.isWord || byte >= 0x80 }
}
