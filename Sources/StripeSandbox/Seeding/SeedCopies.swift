import JSON

/// Creates purchases from patterns.
struct SeedCopies {
  let dice: SeedDice
  let surroundings: SandboxSurroundings

  /// The rows of one more purchase like the pattern's.
  func rows(
    _ pattern: SeedPattern, for customer: SeedShop.Customer?, number: String, at time: Int
  ) -> [(row: NewRow, resource: Resource)] {
    let ids = pattern.rows.map { $0.idPrefix + surroundings.randomText(24) }
    let fill = Filling(
      ids: ids, delay: time - pattern.time, customer: customer ?? pattern.customer,
      number: number)
    return zip(pattern.rows, ids).map { pattern, id in
      let row = NewRow(
        type: pattern.resource.typeName, id: id, parent: pattern.parent.map(fill.text),
        position: fill.moved(pattern.position), digest: fill.digest(pattern.entries),
        body: PrintedBody(
          shown: fill.body(pattern.pieces), whole: pattern.wholePieces.map(fill.body)))
      return (row, pattern.resource)
    }
  }

  private struct Filling {
    let ids: [String]
    let delay: Int
    let customer: SeedShop.Customer?
    let number: String

    func moved(_ position: Int) -> Int {
      position >= SeedCalendar.window.lowerBound ? position + delay : position
    }

    func text(_ gap: SeedPattern.Gap) -> String {
      switch gap {
      case .id(let index): ids[index]
      case .time(let seconds): String(seconds + delay)
      case .customer: customer?.id ?? ""
      case .email: customer?.email ?? ""
      case .name: customer?.name ?? ""
      case .method: customer?.method ?? ""
      case .prefix: customer?.prefix ?? ""
      case .number: number
      }
    }

    func digest(_ entries: [SeedPattern.Entry]) -> Digest {
      var digest = Digest()
      for entry in entries {
        digest.append(entry.name, entry.gap.map(text) ?? entry.value, entry.kind)
      }
      return digest
    }

    func body(_ pieces: [SeedPattern.Piece]) -> [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(8_192)
      for piece in pieces {
        switch piece {
        case .bytes(let part): bytes.append(contentsOf: part)
        case .gap(let gap): bytes.append(contentsOf: text(gap).utf8)
        case .quoted(let gap): bytes.append(jsonString: text(gap))
        }
      }
      return bytes
    }
  }
}
