import JSON
import SandboxStore
import StripeSandbox

/// Creates purchases from patterns.
struct SeedCopies {
  let dice: RepeatableDice
  let batch: SandboxBatch

  /// The rows of one more purchase like the pattern's.
  func rows(
    _ pattern: SeedPattern, for customer: SeedShop.Customer?, number: String, at time: Int
  ) -> [ObjectRow] {
    let ids = pattern.rows.map { $0.idPrefix + batch.randomText(24) }
    let fill = Filling(
      ids: ids, delay: time - pattern.time, customer: customer ?? pattern.customer,
      number: number)
    return zip(pattern.rows, ids).map { pattern, id in
      let fields = fill.fields(pattern.entries)
      return ObjectRow(
        type: pattern.type, id: id, parent: pattern.parent.map(fill.text),
        sortKey: fill.moved(pattern.sortKey), fields: fields,
        entries: batch.entries(of: fields, pattern.type), schema: batch.schema(of: pattern.type),
        body: StoredBody(
          shown: fill.body(pattern.pieces), whole: pattern.wholePieces.map(fill.body)))
    }
  }

  private struct Filling {
    let ids: [String]
    let delay: Int
    let customer: SeedShop.Customer?
    let number: String

    func moved(_ sortKey: Int) -> Int {
      sortKey >= SeedCalendar.window.lowerBound ? sortKey + delay : sortKey
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

    func fields(_ entries: [SeedPattern.Entry]) -> IndexedFields {
      var fields = IndexedFields()
      for entry in entries {
        fields.append(entry.name, entry.gap.map(text) ?? entry.value, entry.kind)
      }
      return fields
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
