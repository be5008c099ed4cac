import SandboxStore

/// Finds the places of a pattern that vary between copies.
struct SeedGaps {
  /// Words that may occur anywhere: ids.
  var ids: [String: SeedPattern.Gap] = [:]
  /// Texts that fill a whole string.
  var texts: [String: SeedPattern.Gap] = [:]

  init(_ customer: SeedShop.Customer?) {
    guard let customer else { return }
    ids[customer.id] = .customer
    if let method = customer.method { ids[method] = .method }
    for (text, gap) in [
      (customer.email, SeedPattern.Gap.email), (customer.name, .name), (customer.prefix, .prefix),
    ] where !text.isEmpty {
      texts[text] = gap
    }
  }

  func pattern(_ row: ObjectRow) -> SeedPattern.Row {
    let prefix = row.id.split(separator: "_").dropLast().map { "\($0)_" }.joined()
    return SeedPattern.Row(
      type: row.type, idPrefix: prefix, parent: row.parent.flatMap { ids[$0] },
      sortKey: row.sortKey, entries: entries(row.fields), pieces: pieces(row.body.shown),
      wholePieces: row.body.whole.map(pieces))
  }

  private func entries(_ fields: IndexedFields) -> [SeedPattern.Entry] {
    fields.entries.map { entry in
      SeedPattern.Entry(
        name: entry.name, kind: entry.kind,
        gap: ids[entry.value] ?? texts[entry.value] ?? Self.time(entry.value[...]),
        value: entry.value)
    }
  }

  /// A number that is a time in or shortly after the seeded years.
  private static func time(_ digits: Substring) -> SeedPattern.Gap? {
    guard digits.utf8.count == 10, let seconds = Int(digits),
      (SeedCalendar.window.lowerBound...SeedCalendar.latest).contains(seconds)
    else { return nil }
    return .time(seconds)
  }

  private func pieces(_ body: [UInt8]) -> [SeedPattern.Piece] {
    let text = String(decoding: body, as: UTF8.self)
    var pieces = SeedPieces()
    var rest = text.utf8[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "\"") {
        let inner = rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") }
        let literal = String(inner) ?? ""
        if let gap = texts[literal] {
          pieces.add(.quoted(gap))
        } else {
          pieces.add(byte)
          addWords(of: Substring(inner), to: &pieces)
          pieces.add(byte)
        }
        rest = rest[inner.endIndex...].dropFirst()
      } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        if let gap = Self.time(Substring(digits)) {
          pieces.add(.gap(gap))
        } else {
          for digit in digits { pieces.add(digit) }
        }
        rest = rest[digits.endIndex...]
      } else {
        pieces.add(byte)
        rest = rest.dropFirst()
      }
    }
    return pieces.finished
  }

  /// Ids inside a text: alone, in an address, or at the head of a secret.
  private func addWords(of text: Substring, to pieces: inout SeedPieces) {
    var rest = text.utf8[...]
    while let byte = rest.first {
      let word = rest.prefix(while: Self.isOfWord)
      guard !word.isEmpty else {
        pieces.add(byte)
        rest = rest.dropFirst()
        continue
      }
      let known = String(word).map { $0.split(separator: "_secret_").first ?? "" } ?? ""
      if let gap = ids[String(known)] {
        pieces.add(.gap(gap))
        rest = rest.dropFirst(known.utf8.count)
      } else {
        for byte in word { pieces.add(byte) }
        rest = rest[word.endIndex...]
      }
    }
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

/// Pieces as they are being collected.
struct SeedPieces {
  private var pieces: [SeedPattern.Piece] = []
  private var bytes: [UInt8] = []

  mutating func add(_ byte: UInt8) {
    bytes.append(byte)
  }

  mutating func add(_ piece: SeedPattern.Piece) {
    flush()
    pieces.append(piece)
  }

  private mutating func flush() {
    if !bytes.isEmpty { pieces.append(.bytes(bytes)) }
    bytes = []
  }

  var finished: [SeedPattern.Piece] {
    var all = self
    all.flush()
    return all.pieces
  }
}
